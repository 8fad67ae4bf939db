using Microsoft.ML;

namespace LseMlNet.Cli.Evaluate;

/// <summary>The effect of refusing answers below a minimum probability.</summary>
internal static class AcceptanceCurve
{
    private static readonly float[] MinimumProbabilities = [0, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 0.95f, 0.99f];

    public static IReadOnlyList<AcceptancePoint> Draw(MLContext ml, IDataView data, string probabilitiesColumnName) =>
        [.. MinimumProbabilities.Select(minimum => Point(ml, data, probabilitiesColumnName, minimum))];

    private static AcceptancePoint Point(MLContext ml, IDataView data, string probabilitiesColumnName, float minimum)
    {
        var selection = ml.Transforms.SelectLabel(nameof(Answer.PredictedLabel), probabilitiesColumnName, minimumProbability: minimum);
        IDataView selected = selection.Fit(data).Transform(data);

        int pictures = 0, accepted = 0, correct = 0;
        foreach (Answer answer in ml.Data.CreateEnumerable<Answer>(selected, reuseRowObject: true))
        {
            pictures++;
            if (answer.PredictedLabel == Answer.Refused)
            {
                continue;
            }

            accepted++;
            if (answer.PredictedLabel == answer.Label)
            {
                correct++;
            }
        }
        return new AcceptancePoint(minimum, (double)accepted / pictures, accepted > 0 ? (double)correct / accepted : null);
    }
}

/// <summary>A point of the curve.</summary>
/// <param name="MinimumProbability">The minimum probability for an answer.</param>
/// <param name="Coverage">The share of pictures that get an answer.</param>
/// <param name="Accuracy">The share of these answers that are right; null if there are no answers.</param>
internal sealed record AcceptancePoint(float MinimumProbability, double Coverage, double? Accuracy);
