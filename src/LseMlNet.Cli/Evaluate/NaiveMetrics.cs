namespace LseMlNet.Cli.Evaluate;

/// <summary>
/// The metrics of the probabilities of the naive softmax, computed straight from their formulas, without special handling of
/// NaN or ∞. They serve only for comparison.
/// </summary>
internal static class NaiveMetrics
{
    /// <param name="pictures">Pictures whose logits have been replaced by probabilities.</param>
    /// <param name="bins">The number of bins of equal width.</param>
    public static MetricsColumn Compute(IReadOnlyList<ScoredPicture> pictures, int bins)
    {
        (double expected, double maximum) = CalibrationErrors(pictures, bins);
        return new MetricsColumn("naive", "softmax")
        {
            LogLoss = pictures.Average(picture => -Math.Log(OfLabel(picture))),
            Accuracy = pictures.Average(picture => Rank(picture) == 0 ? 1.0 : 0),
            TopKAccuracy = pictures.Average(picture => Rank(picture) < MetricsColumn.TopK ? 1.0 : 0),
            BrierScore = pictures.Average(picture => picture.Logits.Sum(p => (double)p * p) - 2 * OfLabel(picture) + 1),
            ExpectedCalibrationError = expected,
            MaximumCalibrationError = maximum,
            MeanEntropy = pictures.Average(picture => -picture.Logits.Sum(p => p * Math.Log(p))),
            Pictures = pictures.Count,
            WithNaN = pictures.Count(picture => picture.Logits.Any(float.IsNaN)),
        };
    }

    private static double OfLabel(ScoredPicture picture) => picture.Logits[picture.Label];

    // The number of classes that sort before the label. In descending order, .NET puts NaN after all numbers.
    private static int Rank(ScoredPicture picture) =>
        Enumerable.Range(0, picture.Logits.Length).OrderByDescending(i => picture.Logits[i]).TakeWhile(i => i != picture.Label).Count();

    private static (double Expected, double Maximum) CalibrationErrors(IReadOnlyList<ScoredPicture> pictures, int bins)
    {
        // NaN belongs to no bin.
        if (pictures.Any(picture => picture.Logits.Any(float.IsNaN)))
        {
            return (double.NaN, double.NaN);
        }

        var confident =
            from picture in pictures
            let confidence = (double)picture.Logits.Max()
            group (Confidence: confidence, Correct: Rank(picture) == 0 ? 1.0 : 0) by (int)Math.Ceiling(confidence * bins) into bin
            select (Count: bin.Count(), Error: Math.Abs(bin.Average(p => p.Correct) - bin.Average(p => p.Confidence)));
        return (confident.Sum(bin => bin.Count * bin.Error) / pictures.Count, confident.Max(bin => bin.Error));
    }
}
