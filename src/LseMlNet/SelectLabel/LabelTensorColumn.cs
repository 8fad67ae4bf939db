using System.Numerics;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>For each position of a tensor of scores, the key of the class with the highest score, or the missing key.</summary>
internal sealed class LabelTensorColumn<T>(
    LabelBinding binding,
    DataViewSchema.Column scores,
    DataViewSchema.DetachedColumn output,
    ClassShape shape,
    ScoreMeaning meaning,
    ScoreKernels<T> kernels,
    InvalidRows invalidRows,
    ProbabilityWatch.Column? probabilities)
    : BoundColumn(scores)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override DataViewSchema.DetachedColumn Output => output;

    public override string? WhyNotOnnx => null;

    public override Delegate CreateGetter(DataViewRow row, out Action? end)
    {
        InvalidRows.Cursor invalid = invalidRows.Begin(row);
        ProbabilityWatch.Column.Cursor? probabilityRows = probabilities?.Begin(row);
        end = invalid.End;
        end += probabilityRows is null ? null : probabilityRows.End;
        var reader = new ScoreReader<T>(binding.Stage, row, Input, shape, meaning, kernels, invalid, probabilityRows);
        var acceptance = new LabelAcceptance<T>(binding.Minimum, shape);
        int[] classes = new int[shape.PositionCount];
        return (ValueGetter<VBuffer<uint>>)Get;

        void Get(ref VBuffer<uint> labels)
        {
            ReadOnlySpan<T> scores = reader.Read();
            kernels.AxisArgMax(scores, shape.ClassCount, shape.InnerLength, classes, 1);
            ReadOnlySpan<T> probabilities = acceptance.NeedsProbabilities ? reader.Probabilities(scores) : default;
            VBufferEditor<uint> editor = VBufferEditor.Create(ref labels, classes.Length);
            int firstInvalid = -1, invalidCount = 0;
            for (int position = 0; position < classes.Length; position++)
            {
                int best = classes[position];
                if (best < 0)
                {
                    firstInvalid = invalidCount++ == 0 ? position : firstInvalid;
                }

                // In memory, keys count from 1, and 0 is the missing key.
                editor.Values[position] = best >= 0 && acceptance.Accepts(scores, probabilities, position, best) ? (uint)best + 1 : 0;
            }

            reader.AddInvalid(firstInvalid, invalidCount);
            labels = editor.Commit();
        }
    }

    public override void Export(OnnxGraph graph, string source, string result) => OnnxAxis.Export(
        graph, (VectorDataViewType)Input.Type, shape, source, result,
        (rows, type, output) => OnnxLabel.Export<T>(graph, type, rows, output, meaning, binding.Minimum), keepsClasses: false);
}
