using Microsoft.ML;

namespace LseMlNet.Cli.Evaluate;

/// <summary>What can be promised about answers: learned from the half that calibrates, and checked on the other half.</summary>
/// <param name="Sets">Prediction sets for several promised probabilities.</param>
/// <param name="Rejections">Answers with several promised error rates.</param>
internal sealed record Guarantees(IReadOnlyList<SetGuarantee> Sets, IReadOnlyList<RejectionGuarantee> Rejections)
{
    /// <summary>The confidence of intervals and of the promised error rates.</summary>
    public const double Confidence = 0.95;

    private const string Set = "Set";

    private static readonly double[] Coverages = [0.9, 0.95, 0.99];

    private static readonly double[] ErrorRates = [0.05, 0.03, 0.02, 0.01];

    public static Guarantees Find(IReadOnlyList<ScoredPicture> calibration, IReadOnlyList<ScoredPicture> shown, int classes)
    {
        // Too few pictures show as full sets and as no answers. The warnings would say the same once for each row of the tables.
        var ml = new MLContext();
        IDataView learn = ScoredPicture.ToData(ml, calibration, classes), check = ScoredPicture.ToData(ml, shown, classes);
        return new Guarantees(
            [.. Coverages.Select(coverage => FindSets(ml, learn, check, coverage))],
            [.. ErrorRates.Select(maximum => FindRejection(ml, learn, check, maximum))]);
    }

    private static SetGuarantee FindSets(MLContext ml, IDataView learn, IDataView check, double coverage)
    {
        PredictionSetTransformer sets = ml.Transforms.PredictionSet(Set, nameof(ScoredPicture.Logits), coverage: coverage).Fit(learn);
        return new SetGuarantee(
            coverage, ml.MulticlassClassification.EvaluatePredictionSets(sets.Transform(check), setColumnName: Set, confidence: Confidence));
    }

    private static RejectionGuarantee FindRejection(MLContext ml, IDataView learn, IDataView check, double maximum)
    {
        RejectAboveTransformer rejection = ml.Transforms
            .RejectAbove(nameof(Answer.PredictedLabel), nameof(ScoredPicture.Logits), maximumErrorRate: maximum, confidence: Confidence).Fit(learn);
        Answer[] all = [.. ml.Data.CreateEnumerable<Answer>(rejection.Transform(check), reuseRowObject: false)];
        Answer[] accepted = [.. all.Where(answer => answer.PredictedLabel != Answer.Refused)];
        return new RejectionGuarantee(
            maximum,
            double.IsNaN(rejection.Threshold) ? null : rejection.Threshold,
            (double)accepted.Length / all.Length,
            accepted.Length == 0 ? null : (double)accepted.Count(answer => answer.PredictedLabel != answer.Label) / accepted.Length);
    }
}

/// <summary>Prediction sets with a promised coverage, and how they did.</summary>
/// <param name="Promised">The promised probability that a set contains the right class.</param>
/// <param name="Metrics">The coverage and the sizes on the other half.</param>
internal sealed record SetGuarantee(double Promised, PredictionSetMetrics Metrics)
{
    public double EmptyShare => (double)Metrics.SizeCounts[0] / Metrics.EvaluatedRowCount;
}

/// <summary>Answers with a promised error rate, and how they did.</summary>
/// <param name="Promised">The promised maximum share of wrong answers.</param>
/// <param name="MinimumLogOdds">The minimum of log(p/(1−p)) of an answer; null if no minimum keeps the promise.</param>
/// <param name="Answered">The share of the other half that gets an answer.</param>
/// <param name="Wrong">The share of wrong answers; null if there are none.</param>
internal sealed record RejectionGuarantee(double Promised, double? MinimumLogOdds, double Answered, double? Wrong);
