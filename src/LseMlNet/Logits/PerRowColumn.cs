using System.Numerics;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>A scalar of the logits' type.</summary>
internal sealed class PerRowColumn<T>(DataViewSchema.Column input, string name, LogitsTransformer stage, RowKernel<T> kernel)
    : LogitsColumn<T>(input, stage, kernel)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override DataViewSchema.DetachedColumn Output { get; } = new(name, ((VectorDataViewType)input.Type).ItemType);

    public override Delegate CreateGetter(DataViewRow row, out Action? end)
    {
        InvalidRows.BeginCursor();
        end = InvalidRows.EndCursor;
        ValueGetter<DataViewRowId> rowId = row.GetIdGetter();
        ValueGetter<VBuffer<T>> getLogits = InputGetter(row);
        VBuffer<T> logits = default;
        T[] scratch = [];
        return (ValueGetter<T>)Get;

        void Get(ref T result)
        {
            getLogits(ref logits);
            if (Kernel.NeedsScratch(in logits) && scratch.Length < logits.Length)
                scratch = new T[logits.Length];
            Kernel.Compute(in logits, scratch.AsSpan(0, Math.Min(scratch.Length, logits.Length)), new Span<T>(ref result));
            // The log-sum-exp of finite logits is finite; an empty row is no invalid one.
            if (!T.IsFinite(result) && logits.Length > 0)
                InvalidRows.Add(rowId, in logits, new Span<T>(ref result));
        }
    }

    protected override void ExportRow(OnnxGraph graph, string operation, string source, string result)
    {
        // The reduction below is over one axis: a tensor's are made one first, as Softmax does by itself.
        if (((VectorDataViewType)Input.Type).Dimensions.Length > 1)
        {
            string tensor = source;
            source = graph.Intermediate(Input.Type, "FlatLogits");
            graph.Node("Flatten", [tensor], source, axis: 1);
        }
        graph.Node(operation, [source], result, axes: [1]);
    }
}
