using System.Numerics;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>A dense vector with a value for each logit, with the type and shape of the input.</summary>
internal sealed class PerClassColumn<T>(
    DataViewSchema.Column input, string name, DataViewSchema.Annotations annotations, LogitsTransformer stage, RowKernel<T> kernel)
    : LogitsColumn<T>(input, stage, kernel)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override DataViewSchema.DetachedColumn Output { get; } = new(name, input.Type, annotations);

    public override Delegate CreateGetter(DataViewRow row, out Action? end)
    {
        InvalidRows.Cursor invalidRows = InvalidRows.Begin(row);
        ProbabilityWatch.Column.Cursor probabilities = Probabilities.Begin(row);
        end = invalidRows.End;
        end += probabilities.End;
        ValueGetter<VBuffer<T>> getLogits = InputGetter(row);
        RowLength length = Length(row);
        VBuffer<T> logits = default;
        T[] scratch = [];
        return (ValueGetter<VBuffer<T>>)Get;

        void Get(ref VBuffer<T> result)
        {
            getLogits(ref logits);
            length.Check(logits.Length);
            probabilities.Add(in logits);
            VBufferEditor<T> editor = VBufferEditor.Create(ref result, logits.Length);
            Kernel.Compute(in logits, ref scratch, editor.Values);
            if (Kernel.Shape.Axis is not null)
            {
                // An excluded class has a log-probability of −∞. Every class of a position without a softmax is NaN.
                invalidRows.AddPositions(in logits, Kernel.Shape, editor.Values, mayBeInfinite: true);
            }
            else if (IsInvalid(editor.Values))
            {
                invalidRows.Add(in logits, editor.Values);
            }

            result = editor.Commit();
        }
    }

    // If the row has no softmax, every value is NaN. If each logit is a row of its own, any of the values can be NaN.
    private bool IsInvalid(ReadOnlySpan<T> result)
    {
        if (!Operation.IsElementwise)
        {
            return !result.IsEmpty && T.IsNaN(result[0]);
        }

        foreach (T value in result)
        {
            if (T.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }

    protected override void ExportRow(OnnxGraph graph, OnnxNodes operation, string source, string result) =>
        OnnxAxis.Export(
            graph, LogitsType, Kernel.Shape, source, result, (rows, type, output) => operation(graph, type, rows, output),
            keepsClasses: true);
}
