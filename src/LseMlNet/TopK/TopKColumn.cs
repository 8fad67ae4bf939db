using System.Numerics;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Fills in a value for each of the k classes from their indices, which are all −1 for a row that has no order.</summary>
internal delegate void TopKFill<T, TValue>(ScoreReader<T> reader, ReadOnlySpan<T> scores, ReadOnlySpan<int> indices, Span<TValue> values)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>
/// One of the two outputs: labels or probabilities. Each finds the k classes by itself, so an output that is not read costs nothing and the
/// two share no state. Finding the classes costs little compared to a softmax.
/// </summary>
internal sealed class TopKColumn<T, TValue>(
    DataViewSchema.Column scores,
    DataViewSchema.DetachedColumn output,
    int k,
    ScoreMeaning meaning,
    ScoreKernels<T> kernels,
    InvalidRows invalidRows,
    TopKFill<T, TValue> fill)
    : BoundColumn(scores)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override DataViewSchema.DetachedColumn Output => output;

    public override string WhyNotOnnx =>
        "ONNX's TopK operator changed in opset 10, and a stage does not know which opset ConvertToOnnx writes. " +
        "Export the stages before it, and take the largest values of their output.";

    public override Delegate CreateGetter(DataViewRow row, out Action? end)
    {
        InvalidRows.Cursor invalid = invalidRows.Begin(row);
        end = invalid.End;
        var reader = new ScoreReader<T>(TopKSettings.Stage, row, Input, meaning, kernels, invalid);
        var indices = new int[k];
        return (ValueGetter<VBuffer<TValue>>)Get;

        void Get(ref VBuffer<TValue> values)
        {
            ReadOnlySpan<T> scores = reader.Read();
            if (!kernels.TopK(scores, indices))
            {
                reader.AddInvalid();
            }

            VBufferEditor<TValue> editor = VBufferEditor.Create(ref values, k);
            fill(reader, scores, indices, editor.Values);
            values = editor.Commit();
        }
    }

    public override void Export(OnnxGraph graph, string source, string result) => throw new NotSupportedException(WhyNotOnnx);
}
