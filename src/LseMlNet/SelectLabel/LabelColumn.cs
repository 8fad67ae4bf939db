using System.Numerics;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>The key of the class with the highest score, or the missing key.</summary>
internal sealed class LabelColumn<T>(
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
    // In memory, keys count from 1.
    private const uint Missing = 0;

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
        return (ValueGetter<uint>)Get;

        void Get(ref uint label)
        {
            ReadOnlySpan<T> scores = reader.Read();
            int first = kernels.ArgMax(scores);
            if (first < 0)
            {
                reader.AddInvalid();
            }

            ReadOnlySpan<T> probabilities = acceptance.NeedsProbabilities ? reader.Probabilities(scores) : default;
            label = first >= 0 && acceptance.Accepts(scores, probabilities, 0, first) ? (uint)first + 1 : Missing;
        }
    }

    public override void Export(OnnxGraph graph, string source, string result) =>
        OnnxLabel.Export<T>(graph, (VectorDataViewType)Input.Type, graph.Flatten(source), result, meaning, binding.Minimum);
}
