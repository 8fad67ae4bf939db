using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Cli.Evaluate;

/// <summary>The figures that would have been reported without LseMlNet, with the naive softmax and by ML.NET's own Evaluate.</summary>
internal static class OtherWays
{
    public static IReadOnlyList<MetricsColumn> Columns(HeldOutEvaluation evaluation, int bins)
    {
        // A separate context is used, and its warnings are not shown: the table shows what is wrong with the other methods.
        var ml = new MLContext();
        IReadOnlyList<ScoredPicture> scored = evaluation.ShownPictures;
        int classes = evaluation.Before.ClassCount;
        List<ScoredPicture> naive = [.. scored.Select(picture => new ScoredPicture { Label = picture.Label, Logits = NaiveSoftmax.Compute(picture.Logits) })];
        return
        [
            NaiveMetrics.Compute(naive, bins),
            InBox(ml, "of naive", ScoredPicture.ToData(ml, naive, classes), naive.Count),
            InBox(ml, "of logits", ScoredPicture.ToData(ml, scored, classes), scored.Count),
        ];
    }

    private static MetricsColumn InBox(MLContext ml, string subtitle, IDataView scores, long rows)
    {
        const string PredictedLabel = "PredictedLabel";
        IDataView labelled = ml.Transforms.SelectLabel(PredictedLabel, nameof(ScoredPicture.Logits)).Fit(scores).Transform(scores);
        MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(
            labelled, nameof(ScoredPicture.Label), nameof(ScoredPicture.Logits), PredictedLabel, topKPredictionCount: MetricsColumn.TopK);
        long counted = (long)metrics.ConfusionMatrix.Counts.Sum(row => row.Sum());
        return new MetricsColumn("Evaluate", subtitle)
        {
            LogLoss = metrics.LogLoss,
            Accuracy = metrics.MicroAccuracy,
            TopKAccuracy = metrics.TopKAccuracy,
            Pictures = counted,
            LeftOut = rows - counted,
        };
    }
}
