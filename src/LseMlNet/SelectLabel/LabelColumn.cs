using System.Numerics;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>The key of the class with the highest score, or the missing key.</summary>
internal sealed class LabelColumn<T>(
    DataViewSchema.Column scores,
    DataViewSchema.DetachedColumn output,
    ClassShape shape,
    ScoreMeaning meaning,
    float minimumProbability,
    ScoreKernels<T> kernels,
    InvalidRows invalidRows)
    : BoundColumn(scores)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // In memory, keys count from 1.
    private const uint Missing = 0;

    private readonly T _minimum = T.CreateTruncating(minimumProbability);

    public override DataViewSchema.DetachedColumn Output => output;

    public override string? WhyNotOnnx => null;

    public override Delegate CreateGetter(DataViewRow row, out Action? end)
    {
        InvalidRows.Cursor invalid = invalidRows.Begin(row);
        end = invalid.End;
        var reader = new ScoreReader<T>(SelectLabelSettings.Stage, row, Input, shape, meaning, kernels, invalid);
        return (ValueGetter<uint>)Get;

        void Get(ref uint label)
        {
            ReadOnlySpan<T> scores = reader.Read();
            int first = kernels.ArgMax(scores);
            if (first < 0)
            {
                reader.AddInvalid();
            }

            bool isKnown = first >= 0 && (minimumProbability == 0 || reader.Probabilities(scores)[first] >= _minimum);
            label = isKnown ? (uint)first + 1 : Missing;
        }
    }

    public override void Export(OnnxGraph graph, string source, string result) =>
        OnnxLabel.Export<T>(graph, (VectorDataViewType)Input.Type, graph.Flatten(source), result, meaning, minimumProbability);
}
