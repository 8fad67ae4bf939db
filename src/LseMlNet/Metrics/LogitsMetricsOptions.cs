using System.Globalization;

namespace LseMlNet;

/// <summary>
/// Options of
/// <see cref="Microsoft.ML.EvaluateLogitsCatalog.EvaluateLogits(Microsoft.ML.MulticlassClassificationCatalog, Microsoft.ML.IDataView, LogitsMetricsOptions)"/>.
/// </summary>
public sealed class LogitsMetricsOptions
{
    // This is more bins than any plot can show or any sample can fill.
    private const int MaximumBinCount = 10_000;

    private const int MaximumReplicates = 10_000;

    /// <summary>The column of true classes: a key whose values are names or numbers of classes, or whose first key is the first
    /// class.</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>The column of logits: a vector of Single or Double of known size, with at least two classes.</summary>
    public string LogitsColumnName { get; set; } = "Logits";

    /// <summary>
    /// The axis of the column's shape that holds the classes: 0 to rank − 1, or −1 to −rank counted from the end. Each position of the
    /// other axes is then evaluated as a row. The label is a vector of keys or numbers with the shape of the other axes; positions with the
    /// missing key, or with a negative number or NaN, are left out. Null treats the whole vector as one row.
    /// </summary>
    public int? ClassAxis { get; set; }

    /// <summary>The column of row weights, a Single; null gives all rows the same weight.</summary>
    public string? ExampleWeightColumnName { get; set; }

    /// <summary>The number of bins in which confidence and accuracy are compared, from 1 to 10,000. Guo et al. use 15.</summary>
    public int BinCount { get; set; } = 15;

    /// <summary>How rows are assigned to the bins.</summary>
    public CalibrationBinning Binning { get; set; }

    /// <summary>
    /// Whether to compute the calibration error of each class, in bins of equal width. It costs a few sums for each class of a row. Memory
    /// use is about 200 bytes for each class and bin (more with weights), and does not grow with the rows.
    /// </summary>
    public bool ClasswiseCalibration { get; set; }

    /// <summary>
    /// Whether to keep the confidence of each row, for <see cref="LogitsMetrics.RiskCoverage"/> and
    /// <see cref="LogitsMetrics.SmoothCalibrationError"/>. Memory use is 8 bytes for each row, or 12 with weights.
    /// </summary>
    public bool KeepConfidences { get; set; }

    /// <summary>
    /// Whether to keep the scores of all classes of each row, for <see cref="ClassMetrics.AreaUnderRocCurve"/>. Memory use is 8 bytes for
    /// each class of each row, or 12 with weights.
    /// </summary>
    public bool KeepScores { get; set; }

    /// <summary>
    /// The number of bootstrap replicates, from 0 to 10,000, for <see cref="LogitsMetrics.Intervals"/>; 0 for none. 1,000 are enough for
    /// most purposes. Each replicate costs a few sums for each row. It needs about 500 bytes of memory, plus 32 for each class (more
    /// with weights), whatever the number of rows.
    /// </summary>
    public int BootstrapReplicates { get; set; }

    /// <summary>The share of replicates inside the intervals, between 0 and 1.</summary>
    public double ConfidenceLevel { get; set; } = 0.95;

    /// <summary>
    /// The column that identifies a row for the bootstrap, such as a file name: text, a key or an integer. Rows with the same id are drawn
    /// together, as they should be if they come from the same patient or video. Only with such a column do parts of the data have the same
    /// replicates as the whole data. Null uses the ids of ML.NET's rows, which distinguish the rows of one part.
    /// </summary>
    public string? RowIdColumnName { get; set; }

    internal LogitsMetricsOptions Copy() => (LogitsMetricsOptions)MemberwiseClone();

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(LabelColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(LogitsColumnName);
        if (BinCount is < 1 or > MaximumBinCount)
        {
            throw new ArgumentOutOfRangeException(nameof(BinCount),
                $"{EvaluateLogits.Name}: BinCount is {BinCount}; expected 1 to {MaximumBinCount}. " +
                "Use 10 or 15 to compare with published results.");
        }
        if (!Enum.IsDefined(Binning))
        {
            throw new ArgumentOutOfRangeException(nameof(Binning),
                $"{EvaluateLogits.Name}: Binning is {Binning}; expected {string.Join(" or ", Enum.GetNames<CalibrationBinning>())}.");
        }
        if (BootstrapReplicates is < 0 or > MaximumReplicates)
        {
            throw new ArgumentOutOfRangeException(nameof(BootstrapReplicates),
                $"{EvaluateLogits.Name}: BootstrapReplicates is {BootstrapReplicates}; expected 0 to {MaximumReplicates}. " +
                "Use 1000 for intervals, or 0 for none.");
        }
        if (!(ConfidenceLevel > 0 && ConfidenceLevel < 1))
        {
            string found = ConfidenceLevel.ToString(CultureInfo.InvariantCulture);
            throw new ArgumentOutOfRangeException(nameof(ConfidenceLevel),
                $"{EvaluateLogits.Name}: ConfidenceLevel is {found}; expected a number between 0 and 1. Use 0.95 for intervals of 95 %.");
        }
        if (RowIdColumnName is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(RowIdColumnName);
        }
    }
}
