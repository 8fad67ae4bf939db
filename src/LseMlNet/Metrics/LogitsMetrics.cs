namespace LseMlNet;

/// <summary>
/// Metrics of multiclass logits, made by
/// <see cref="Microsoft.ML.EvaluateLogitsCatalog.EvaluateLogits(Microsoft.ML.MulticlassClassificationCatalog, Microsoft.ML.IDataView, string, string, string, int, CalibrationBinning)"/>.
/// </summary>
/// <remarks>
/// <para>p is the softmax of a row's logits, y its label. Rows that have no softmax (one with NaN or +∞, or nothing but −∞) and rows without a label
/// are counted and left out of every metric. Each mean is over the other rows, by their weights where there are some, and NaN where these sum
/// to 0. A tie between classes goes to the lowest index.</para>
/// <para>A. P. Dawid and M. Musio, <i>Theory and Applications of Proper Scoring Rules</i>, Metron 72, 2014, says what log-loss and Brier score measure.</para>
/// </remarks>
public sealed class LogitsMetrics
{
    private readonly double[] _topK;

    internal LogitsMetrics(LogitsSums sums, LogitsMetricsOptions options)
    {
        RowCount = sums.RowCount;
        InvalidRowCount = sums.InvalidRowCount;
        MissingLabelCount = sums.MissingLabelCount;
        EvaluatedRowCount = sums.EvaluatedRowCount;
        TotalWeight = sums.Weight.Value;
        LogLoss = sums.Loss.Value / TotalWeight;
        BrierScore = sums.Brier.Value / TotalWeight;
        MeanEntropy = sums.Entropy.Value / TotalWeight;
        MacroAccuracy = Macro(sums);
        _topK = Cumulated(sums.Ranks, TotalWeight);
        Binning = options.Binning;
        ReliabilityBins = sums.Reliability.ToBins();

        // Bins without weight do not count; NaN if there is no other.
        double[] errors = [.. ReliabilityBins.Where(bin => bin.Weight > 0).Select(bin => bin.CalibrationError).DefaultIfEmpty(double.NaN)];
        MaximumCalibrationError = errors.Max();
        ExpectedCalibrationError = ReliabilityBins.Where(bin => bin.Weight > 0).Sum(bin => bin.Weight * bin.CalibrationError) / TotalWeight;
    }

    /// <summary>All rows that were read.</summary>
    public long RowCount { get; }

    /// <summary>Rows whose logits have no softmax: one is NaN or +∞, or all are −∞. Labelled or not.</summary>
    public long InvalidRowCount { get; }

    /// <summary>Rows that have a softmax, but whose label is the missing key.</summary>
    public long MissingLabelCount { get; }

    /// <summary>The rows that the metrics are of: <see cref="RowCount"/> − <see cref="InvalidRowCount"/> − <see cref="MissingLabelCount"/>.</summary>
    public long EvaluatedRowCount { get; }

    /// <summary>The sum of their weights: their number, where there are no weights.</summary>
    public double TotalWeight { get; }

    /// <summary>The number of classes.</summary>
    public int ClassCount => _topK.Length;

    /// <summary>
    /// The share of rows whose most likely class is the label. Sokolova and Lapalme, <i>A Systematic Analysis of Performance Measures for
    /// Classification Tasks</i>, Information Processing and Management 45, 2009.
    /// </summary>
    public double MicroAccuracy => _topK[0];

    /// <summary>
    /// The mean over the classes, of those that occur as a label, of the share of their rows whose most likely class is the label. Brodersen et al.,
    /// <i>The Balanced Accuracy and Its Posterior Distribution</i>, ICPR 2010.
    /// </summary>
    public double MacroAccuracy { get; }

    /// <summary>
    /// The mean of −log p<sub>y</sub> = LSE − x<sub>y</sub>, in nats, without any clipping: ∞ where a label's class is excluded by a logit of −∞.
    /// I. J. Good, <i>Rational Decisions</i>, Journal of the Royal Statistical Society B 14, 1952.
    /// </summary>
    public double LogLoss { get; }

    /// <summary>
    /// The mean of Σ<sub>i</sub> (p<sub>i</sub> − [i = y])², between 0 and 2. G. W. Brier, <i>Verification of Forecasts Expressed in Terms of
    /// Probability</i>, Monthly Weather Review 78, 1950.
    /// </summary>
    public double BrierScore { get; }

    /// <summary>
    /// The mean over the bins, by weight, of |accuracy − confidence|; what it comes to depends on the bins. Naeini, Cooper and Hauskrecht, <i>Obtaining Well Calibrated
    /// Probabilities Using Bayesian Binning</i>, AAAI 2015; Guo et al., <i>On Calibration of Modern Neural Networks</i>, ICML 2017.
    /// </summary>
    public double ExpectedCalibrationError { get; }

    /// <summary>The largest |accuracy − confidence| of a bin. Same sources as <see cref="ExpectedCalibrationError"/>.</summary>
    public double MaximumCalibrationError { get; }

    /// <summary>
    /// The mean of −Σ<sub>i</sub> p<sub>i</sub> log p<sub>i</sub>, in nats: how unsure the model says it is; close to <see cref="LogLoss"/> if it is right about
    /// that. C. E. Shannon, <i>A Mathematical Theory of Communication</i>, Bell System Technical Journal 27, 1948.
    /// </summary>
    public double MeanEntropy { get; }

    /// <summary>How rows were put into <see cref="ReliabilityBins"/>.</summary>
    public CalibrationBinning Binning { get; }

    /// <summary>
    /// The reliability diagram, by rising confidence. Bins of equal width are all there, also those without rows. M. H. DeGroot and
    /// S. E. Fienberg, <i>The Comparison and Evaluation of Forecasters</i>, The Statistician 32, 1983.
    /// </summary>
    public IReadOnlyList<ReliabilityBin> ReliabilityBins { get; }

    /// <summary>
    /// The share of rows whose label is among the k most likely classes. Russakovsky et al., <i>ImageNet Large Scale Visual Recognition
    /// Challenge</i>, International Journal of Computer Vision 115, 2015.
    /// </summary>
    /// <param name="k">From 1 to <see cref="ClassCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is less than 1, or there are fewer classes.</exception>
    public double TopKAccuracy(int k) =>
        k >= 1 && k <= ClassCount
            ? _topK[k - 1]
            : throw new ArgumentOutOfRangeException(nameof(k), $"k is {k}, but there are {ClassCount} classes; expected 1 to {ClassCount}.");

    /// <summary>The metrics as a table in Markdown, and the reliability diagram as a second one.</summary>
    public string ToMarkdown() => LogitsMetricsText.Markdown(this);

    /// <summary>The metrics as lines of text.</summary>
    public override string ToString() => LogitsMetricsText.Plain(this);

    private static double Macro(LogitsSums sums)
    {
        double sum = 0;
        int occurring = 0;
        for (int i = 0; i < sums.Labels.Length; i++)
        {
            double weight = sums.Labels[i];
            if (weight == 0)
            {
                continue;
            }

            occurring++;
            sum += sums.CorrectLabels[i] / weight;
        }
        return sum / occurring;
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
