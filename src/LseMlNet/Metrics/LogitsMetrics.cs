namespace LseMlNet;

/// <summary>
/// Metrics of multiclass logits, computed by
/// <see cref="Microsoft.ML.EvaluateLogitsCatalog.EvaluateLogits(Microsoft.ML.MulticlassClassificationCatalog, Microsoft.ML.IDataView, string, string, string, int, CalibrationBinning)"/>.
/// </summary>
/// <remarks>
/// <para>Below, p is the softmax of a row's logits, and y its label. Rows without a softmax (NaN, +∞ or only −∞) and rows without a label
/// are counted and left out of every metric. Each mean is over the other rows, weighted if there are weights, and NaN if the weights sum to
/// 0. A tie between classes goes to the lowest index.</para>
/// <para>For what log-loss and the Brier score measure, see A. P. Dawid and M. Musio, <i>Theory and Applications of Proper Scoring
/// Rules</i>, Metron 72, 2014.</para>
/// </remarks>
public sealed class LogitsMetrics
{
    private readonly double[] _topK;

    internal LogitsMetrics(LogitsSums sums, MetricsDefinition definition)
    {
        ClassTotals[] totals = sums.Confusion.ToTotals();
        RowCount = sums.RowCount;
        InvalidRowCount = sums.InvalidRowCount;
        MissingLabelCount = sums.MissingLabelCount;
        EvaluatedRowCount = sums.EvaluatedRowCount;
        SaturatedRowCount = sums.SaturatedRowCount;
        TotalWeight = Sum(totals).Value;
        ConfusionMatrix = sums.Confusion.ToMatrix(definition.ClassNames);
        double[] classwise = Array.ConvertAll(sums.Optional.Classwise, bins => ExpectedError(bins.ToBins(), TotalWeight));
        double[] areas = Array.ConvertAll(sums.Optional.Scores, RocArea.Of);
        Intervals = sums.Optional.Bootstrap is { } bootstrap ? new MetricsIntervals(bootstrap, definition.Options.ConfidenceLevel) : null;
        Classes =
        [
            .. totals.Select((total, i) =>
                new ClassMetrics(definition.ClassNames[i], in total, sums.Losses[i], At(classwise, i), At(areas, i))),
        ];
        ClasswiseCalibrationError = classwise.Length > 0 ? classwise.Average() : null;
        if (sums.Optional.Confidences is { } confidences)
        {
            RiskCoverage = new RiskCoverageCurve(confidences);
            SmoothCalibrationError = SmoothCalibration.Error(confidences);
        }

        MacroAverage = new ClassAverages(Classes, _ => 1);
        WeightedAverage = new ClassAverages(Classes, item => item.Weight);
        LogLoss = sums.Losses.Total / TotalWeight;
        LogLossReduction = Reduction(LogLoss, Classes, TotalWeight);
        BrierScore = sums.Brier.Value / TotalWeight;
        MeanEntropy = sums.Entropy.Value / TotalWeight;
        MacroAccuracy = Classes.Where(item => item.Weight > 0).Select(item => item.Recall).DefaultIfEmpty(double.NaN).Average();
        _topK = Cumulated(sums.Ranks, TotalWeight);
        HasClassAxis = definition.Options.ClassAxis is not null;
        Binning = definition.Options.Binning;
        ReliabilityBins = sums.Reliability.ToBins();

        // Bins without weight do not count; NaN if there are no others.
        double[] errors = [.. ReliabilityBins.Where(bin => bin.Weight > 0).Select(bin => bin.CalibrationError).DefaultIfEmpty(double.NaN)];
        MaximumCalibrationError = errors.Max();
        ExpectedCalibrationError = ExpectedError(ReliabilityBins, TotalWeight);
        DebiasedCalibrationError = Math.Sqrt(Math.Max(0, ReliabilityBins.Sum(DebiasedSquare) / TotalWeight));
    }

    /// <summary>The number of rows that were read.</summary>
    public long RowCount { get; }

    /// <summary>The number of rows without a softmax: a logit is NaN or +∞, or all are −∞. Counts rows with and without a label.</summary>
    public long InvalidRowCount { get; }

    /// <summary>The number of rows that have a softmax but whose label is the missing key.</summary>
    public long MissingLabelCount { get; }

    /// <summary>
    /// The number of rows in the metrics: <see cref="RowCount"/> − <see cref="InvalidRowCount"/> − <see cref="MissingLabelCount"/>.
    /// </summary>
    public long EvaluatedRowCount { get; }

    /// <summary>
    /// The number of rows in the metrics, with a positive weight, whose largest probability rounds to 1 as a Single. Such probabilities are
    /// ties, although the logits can distinguish the rows.
    /// </summary>
    public long SaturatedRowCount { get; }

    /// <summary>The sum of the weights of the rows in the metrics; without weights, their number.</summary>
    public double TotalWeight { get; }

    /// <summary>The number of classes.</summary>
    public int ClassCount => _topK.Length;

    /// <summary>
    /// The share of rows whose most likely class is the label. Sokolova and Lapalme, <i>A Systematic Analysis of Performance Measures for
    /// Classification Tasks</i>, Information Processing and Management 45, 2009.
    /// </summary>
    public double MicroAccuracy => _topK[0];

    /// <summary>
    /// The mean of the accuracies of all classes that occur as a label. The accuracy of a class is the share of its rows whose most likely
    /// class is the label. Brodersen et al., <i>The Balanced Accuracy and Its Posterior Distribution</i>, ICPR 2010.
    /// </summary>
    public double MacroAccuracy { get; }

    /// <summary>
    /// The mean of −log p<sub>y</sub> = LSE − x<sub>y</sub>, in nats, without clipping: ∞ if a label is a class excluded by a logit of −∞.
    /// I. J. Good, <i>Rational Decisions</i>, Journal of the Royal Statistical Society B 14, 1952.
    /// </summary>
    public double LogLoss { get; }

    /// <summary>
    /// (H − <see cref="LogLoss"/>)/H, where H is the log-loss of always predicting the shares of the labels: 1 is perfect, and 0 is no
    /// better than that prediction. It is the same as in ML.NET's Evaluate, and −∞ if all labels are the same class, which makes H 0.
    /// </summary>
    public double LogLossReduction { get; }

    /// <summary>How often each class was predicted for the rows of each class.</summary>
    public ConfusionMatrix ConfusionMatrix { get; }

    /// <summary>The metrics of each class, in the order of the logits.</summary>
    public IReadOnlyList<ClassMetrics> Classes { get; }

    /// <summary>The averages of <see cref="Classes"/>, in which all classes count the same.</summary>
    public ClassAverages MacroAverage { get; }

    /// <summary>The averages of <see cref="Classes"/>, in which each class counts by the weight of its rows.</summary>
    public ClassAverages WeightedAverage { get; }

    /// <summary>
    /// The mean of Σ<sub>i</sub> (p<sub>i</sub> − [i = y])², between 0 and 2. G. W. Brier, <i>Verification of Forecasts Expressed in Terms
    /// of Probability</i>, Monthly Weather Review 78, 1950.
    /// </summary>
    public double BrierScore { get; }

    /// <summary>
    /// The weighted mean of |accuracy − confidence| over the bins. It depends on the bins. Naeini, Cooper and Hauskrecht, <i>Obtaining Well
    /// Calibrated Probabilities Using Bayesian Binning</i>, AAAI 2015; Guo et al., <i>On Calibration of Modern Neural Networks</i>, ICML
    /// 2017.
    /// </summary>
    public double ExpectedCalibrationError { get; }

    /// <summary>The largest |accuracy − confidence| of any bin. Same sources as <see cref="ExpectedCalibrationError"/>.</summary>
    public double MaximumCalibrationError { get; }

    /// <summary>
    /// The root of the weighted mean of (accuracy − confidence)² over the bins, where the part that chance alone explains is subtracted:
    /// accuracy · (1 − accuracy)/(n − 1) for a bin of n rows. Without the subtraction, a calibrated model would appear to have a larger
    /// error the fewer rows a bin has. The result is 0 if chance explains the whole error; bins of one row do not count. With weights, n is
    /// <see cref="ReliabilityBin.EffectiveRowCount"/>. Kumar, Liang and Ma, <i>Verified Uncertainty Calibration</i>, NeurIPS 2019.
    /// </summary>
    public double DebiasedCalibrationError { get; }

    /// <summary>
    /// The calibration error without bins. The difference correctness − confidence is smoothed along the confidence by a Gaussian of
    /// width σ that is reflected at 0 and 1. The error is the σ at which the mean absolute smoothed difference is σ itself. Null
    /// without <see cref="LogitsMetricsOptions.KeepConfidences"/>. J. Błasiok and P. Nakkiran, <i>Smooth ECE: Principled Reliability
    /// Diagrams via Kernel Smoothing</i>, ICLR 2024.
    /// </summary>
    public double? SmoothCalibrationError { get; }

    /// <summary>
    /// The mean of <see cref="ClassMetrics.CalibrationError"/> over all classes. Null without
    /// <see cref="LogitsMetricsOptions.ClasswiseCalibration"/>. Kull et al., <i>Beyond Temperature Scaling</i>, NeurIPS 2019.
    /// </summary>
    public double? ClasswiseCalibrationError { get; }

    /// <summary>
    /// The share of errors that remain if only the rows of the highest confidence are answered. Null without
    /// <see cref="LogitsMetricsOptions.KeepConfidences"/>.
    /// </summary>
    public RiskCoverageCurve? RiskCoverage { get; }

    /// <summary>
    /// The mean of −Σ<sub>i</sub> p<sub>i</sub> log p<sub>i</sub>, in nats: the uncertainty that the model states. It is close to
    /// <see cref="LogLoss"/> if the model is well calibrated. C. E. Shannon, <i>A Mathematical Theory of Communication</i>, Bell System
    /// Technical Journal 27, 1948.
    /// </summary>
    public double MeanEntropy { get; }

    /// <summary>Bootstrap intervals of the metrics. Null without <see cref="LogitsMetricsOptions.BootstrapReplicates"/>.</summary>
    public MetricsIntervals? Intervals { get; }

    internal bool HasClassAxis { get; }

    /// <summary>How rows were assigned to <see cref="ReliabilityBins"/>.</summary>
    public CalibrationBinning Binning { get; }

    /// <summary>
    /// The bins of the reliability diagram, ordered by confidence. Bins of equal width include those without rows. M. H. DeGroot and S. E.
    /// Fienberg, <i>The Comparison and Evaluation of Forecasters</i>, The Statistician 32, 1983.
    /// </summary>
    public IReadOnlyList<ReliabilityBin> ReliabilityBins { get; }

    /// <summary>
    /// The share of rows whose label is among the k most likely classes. Russakovsky et al., <i>ImageNet Large Scale Visual Recognition
    /// Challenge</i>, International Journal of Computer Vision 115, 2015.
    /// </summary>
    /// <param name="k">From 1 to <see cref="ClassCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is less than 1 or greater than the number of classes.</exception>
    public double TopKAccuracy(int k) =>
        k >= 1 && k <= ClassCount
            ? _topK[k - 1]
            : throw new ArgumentOutOfRangeException(
                nameof(k), FormattableString.Invariant($"k is {k}, but there are {ClassCount} classes; expected 1 to {ClassCount}."));

    /// <summary>Formats the metrics as a Markdown table, and the reliability diagram as a second one.</summary>
    public string ToMarkdown() => LogitsMetricsText.Markdown(this);

    /// <summary>Formats the metrics as lines of text.</summary>
    public override string ToString() => LogitsMetricsText.Plain(this);

    private static double? At(double[] values, int index) => values.Length > 0 ? values[index] : null;

    private static double ExpectedError(IEnumerable<ReliabilityBin> bins, double total) =>
        bins.Where(bin => bin.Weight > 0).Sum(bin => bin.Weight * bin.CalibrationError) / total;

    private static double DebiasedSquare(ReliabilityBin bin)
    {
        // NaN if the bin has no weight.
        if (!(bin.RowCount > 1 && bin.EffectiveRowCount > 1))
        {
            return 0;
        }

        double variance = bin.Accuracy * (1 - bin.Accuracy) / (bin.EffectiveRowCount - 1);
        return bin.Weight * (bin.CalibrationError * bin.CalibrationError - variance);
    }

    private static WeightSum Sum(ClassTotals[] totals)
    {
        WeightSum sum = default;
        foreach (ClassTotals total in totals)
        {
            sum.Add(in total.Actual);
        }

        return sum;
    }

    private static double Reduction(double logLoss, IReadOnlyList<ClassMetrics> classes, double total)
    {
        double[] shares = [.. classes.Select(item => item.Weight / total)];
        double[] logarithms = new double[shares.Length];
        Numerics.Logits.FromProbabilities(shares, logarithms);
        double entropy = shares.Zip(logarithms, (share, logarithm) => share * -logarithm).Sum();
        return (entropy - logLoss) / entropy;
    }

    private static double[] Cumulated(SumPerIndex ranks, double total)
    {
        var cumulated = new double[ranks.Length];
        var sum = new ExactSum();
        for (int i = 0; i < cumulated.Length; i++)
        {
            sum.Add(ranks[i]);
            cumulated[i] = sum.Value / total;
        }
        return cumulated;
    }
}
