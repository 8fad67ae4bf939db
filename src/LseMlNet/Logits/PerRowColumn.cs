using System.Numerics;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>One number for each row, of the type of the logits.</summary>
internal sealed class PerRowColumn<T>(DataViewSchema.Column input, string name, LogitsTransformer stage, RowKernel<T> kernel)
    : LogitsColumn<T>(input, stage, kernel)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override DataViewSchema.DetachedColumn Output { get; } = new(name, ((VectorDataViewType)input.Type).ItemType);

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
        return (ValueGetter<T>)Get;

        void Get(ref T result)
        {
            getLogits(ref logits);
            length.Check(logits.Length);
            probabilities.Add(in logits);
            Kernel.Compute(in logits, ref scratch, new Span<T>(ref result));
            if (IsInvalid(result, logits.Length))
            {
                invalidRows.Add(in logits, new Span<T>(ref result));
            }
        }
    }

    // An empty row is valid unless its result is NaN; its log-sum-exp is −∞.
    private bool IsInvalid(T result, int length) =>
        T.IsNaN(result) || (T.IsInfinity(result) && !Operation.MayBeInfinite && length > 0);

    protected override void ExportRow(OnnxGraph graph, OnnxNodes operation, string source, string result)
    {
        // ONNX reduces over one axis, so the axes of a tensor are merged first. The Softmax operator does this itself.
        operation(graph, LogitsType, graph.Flatten(source), result);
    }
}
