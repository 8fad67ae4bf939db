using System.Numerics;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Divides a row of logits by the temperature.</summary>
internal delegate void RowScaling<T>(ReadOnlySpan<T> logits, double temperature, Span<T> scaled);

/// <summary>
/// Logits divided by a temperature. The result is still logits, with the type, shape, density and annotations of the input.
/// </summary>
internal sealed class TemperedColumn<T>(
    DataViewSchema.Column input, string name, double temperature, RowScaling<T> applyTemperature, ProbabilityWatch.Column probabilities)
    : BoundColumn(input)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override DataViewSchema.DetachedColumn Output { get; } = new(name, input.Type, input.Annotations);

    public override string? WhyNotOnnx => ((VectorDataViewType)Input.Type).IsKnownSize
        ? null
        : UnknownSize;

    public override Delegate CreateGetter(DataViewRow row, out Action? end)
    {
        ProbabilityWatch.Column.Cursor probabilityRows = probabilities.Begin(row);
        end = probabilityRows.End;
        ValueGetter<VBuffer<T>> getLogits = row.GetGetter<VBuffer<T>>(row.Schema[Input.Index]);
        var length = new RowLength(TemperatureScalingTransformer.Signature.DisplayName, Input, row);
        VBuffer<T> logits = default;
        return (ValueGetter<VBuffer<T>>)Get;

        void Get(ref VBuffer<T> result)
        {
            getLogits(ref logits);
            length.Check(logits.Length);
            probabilityRows.Add(in logits);
            ReadOnlySpan<T> values = logits.GetValues();
            VBufferEditor<T> editor = VBufferEditor.Create(ref result, logits.Length, values.Length);
            applyTemperature(values, temperature, editor.Values);
            if (!logits.IsDense)
            {
                logits.GetIndices().CopyTo(editor.Indices);
            }

            result = editor.Commit();
        }
    }

    public override void Export(OnnxGraph graph, string source, string result)
    {
        if (temperature == 1)
        {
            graph.Node("Identity", [source], result);
        }
        else
        {
            OnnxTemperature.Divide<T>(graph, source, temperature, result);
        }
    }
}
