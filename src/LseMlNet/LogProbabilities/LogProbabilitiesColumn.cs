using System.Numerics;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Computes the logarithms of a row; false if an element is not a probability.</summary>
internal delegate bool RowLogarithms<T>(ReadOnlySpan<T> probabilities, Span<T> logits);

/// <summary>A dense vector with the logarithm of each probability.</summary>
internal sealed class LogProbabilitiesColumn<T>(
    DataViewSchema.Column input, DataViewSchema.DetachedColumn output, RowLogarithms<T> logarithms, InvalidRows invalidRows)
    : BoundColumn(input)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override DataViewSchema.DetachedColumn Output => output;

    public override string? WhyNotOnnx => ((VectorDataViewType)Input.Type).IsKnownSize ? null : UnknownSize;

    public override Delegate CreateGetter(DataViewRow row, out Action? end)
    {
        InvalidRows.Cursor invalid = invalidRows.Begin(row);
        end = invalid.End;
        ValueGetter<VBuffer<T>> get = row.GetGetter<VBuffer<T>>(row.Schema[Input.Index]);
        var length = new RowLength(LogProbabilitiesTransformer.Stage, Input, row);
        VBuffer<T> probabilities = default;
        return (ValueGetter<VBuffer<T>>)Get;

        void Get(ref VBuffer<T> result)
        {
            get(ref probabilities);
            length.Check(probabilities.Length);
            VBufferEditor<T> editor = VBufferEditor.Create(ref result, probabilities.Length);
            probabilities.CopyTo(editor.Values);
            if (!logarithms(editor.Values, editor.Values))
            {
                invalid.Add(in probabilities, Span<T>.Empty);
            }

            result = editor.Commit();
        }
    }

    // The square roots are NaN where a number is not a probability. Elsewhere, multiplying them by 0 makes them add nothing.
    public override void Export(OnnxGraph graph, string source, string result)
    {
        var type = (VectorDataViewType)Input.Type;
        bool isSingle = typeof(T) == typeof(float);
        string floor = graph.Constant(isSingle ? 1.17549435e-38 : 2.2250738585072014e-308, type, "SmallestProbability");
        string one = graph.Constant(1, type, "One");
        string logarithm = graph.Compute("Log", [graph.Compute("Min", [graph.Compute("Max", [source, floor]), one])]);
        string limit = graph.Constant(double.CreateTruncating(ProbabilityRows.Largest<T>()), type, "LargestProbability");
        string roots = graph.Compute(
            "Add", [graph.Compute("Sqrt", [source]), graph.Compute("Sqrt", [graph.Compute("Sub", [limit, source])])]);
        graph.Node("Add", [logarithm, graph.Compute("Mul", [roots, graph.Constant(0, type, "Zero")])], result);
    }
}
