using System.Numerics;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>The keys of a row's set, most probable first; for a tensor, the keys of each position along the class axis.</summary>
internal sealed class SetColumn<T>(
    DataViewSchema.Column logits,
    DataViewSchema.DetachedColumn output,
    ClassShape shape,
    Func<ConformalSets> createSets,
    ScoreKernels<T> kernels,
    ProbabilityWatch.Column probabilities,
    InvalidRows invalidRows)
    : BoundColumn(logits)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override DataViewSchema.DetachedColumn Output => output;

    public override string? WhyNotOnnx =>
        "the sets of a batch differ in size, and the rows of an ONNX tensor do not. Export Softmax or TopK, and compare with Threshold outside ONNX.";

    public override Delegate CreateGetter(DataViewRow row, out Action? end)
    {
        InvalidRows.Cursor invalid = invalidRows.Begin(row);
        ProbabilityWatch.Column.Cursor probabilityRows = probabilities.Begin(row);
        end = invalid.End;
        end += probabilityRows.End;
        var reader = new ScoreReader<T>(
            PredictionSetSettings.Stage, row, Input, shape, ScoreMeaning.Logits, kernels, invalid, probabilityRows);
        ConformalSets sets = createSets();
        double[] wide = new double[shape.ClassCount];
        int[] classes = new int[shape.ClassCount];
        return shape.Axis is null ? (ValueGetter<VBuffer<uint>>)GetRow : (ValueGetter<VBuffer<uint>>)GetTensor;

        void GetRow(ref VBuffer<uint> set)
        {
            shape.WidenRow(reader.Read(), 0, wide);
            int count = sets.Select(wide, classes);
            if (count < 0)
            {
                reader.AddInvalid();
                count = 0;
            }

            VBufferEditor<uint> editor = VBufferEditor.Create(ref set, count);
            for (int i = 0; i < count; i++)
            {
                editor.Values[i] = Key(classes[i]);
            }

            set = editor.Commit();
        }

        void GetTensor(ref VBuffer<uint> result)
        {
            ReadOnlySpan<T> values = reader.Read();
            VBufferEditor<uint> editor = VBufferEditor.Create(ref result, values.Length);
            // 0 is the missing key.
            editor.Values.Clear();
            int firstInvalid = -1, invalidCount = 0;
            for (int position = 0; position < shape.PositionCount; position++)
            {
                shape.WidenRow(values, position, wide);
                int count = sets.Select(wide, classes), start = shape.Start(position);
                if (count < 0)
                {
                    firstInvalid = invalidCount++ == 0 ? position : firstInvalid;
                }

                for (int i = 0; i < count; i++)
                {
                    editor.Values[start + i * shape.InnerLength] = Key(classes[i]);
                }
            }

            reader.AddInvalid(firstInvalid, invalidCount);
            result = editor.Commit();
        }
    }

    public override void Export(OnnxGraph graph, string source, string result) => throw new NotSupportedException(WhyNotOnnx);

    // In memory, keys count from 1.
    private static uint Key(int index) => (uint)index + 1;
}
