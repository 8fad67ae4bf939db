using System.Numerics;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>A dense vector with a number for each position, of the type of the logits and their shape without the class axis.</summary>
internal sealed class PerPositionColumn<T>(DataViewSchema.Column input, string name, LogitsTransformer stage, RowKernel<T> kernel)
    : LogitsColumn<T>(input, stage, kernel)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override DataViewSchema.DetachedColumn Output { get; } =
        new(name, new VectorDataViewType(((VectorDataViewType)input.Type).ItemType, kernel.Shape.PositionDimensions));

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
            VBufferEditor<T> editor = VBufferEditor.Create(ref result, Kernel.Shape.PositionCount);
            Kernel.Compute(in logits, ref scratch, editor.Values);
            invalidRows.AddPositions(in logits, Kernel.Shape, editor.Values, Operation.MayBeInfinite);
            result = editor.Commit();
        }
    }

    protected override void ExportRow(OnnxGraph graph, OnnxNodes operation, string source, string result) =>
        OnnxAxis.Export(
            graph, LogitsType, Kernel.Shape, source, result, (rows, type, output) => operation(graph, type, rows, output),
            keepsClasses: false);
}
