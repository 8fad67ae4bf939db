namespace LseMlNet;

/// <summary>Options of <see cref="Microsoft.ML.EvaluateLogitsCatalog.EvaluateLogits(Microsoft.ML.MulticlassClassificationCatalog, Microsoft.ML.IDataView, LogitsMetricsOptions)"/>.</summary>
public sealed class LogitsMetricsOptions
{
    // More bins than any plot or sample has room for.
    private const int MostBins = 10_000;

    /// <summary>The column of true classes: a key, whose first value stands for the first logit.</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>The column of logits: a vector of Single or Double, of known size, of at least two classes.</summary>
    public string LogitsColumnName { get; set; } = "Logits";

    /// <summary>The column that says how much each row counts, a Single; null for all alike.</summary>
    public string? ExampleWeightColumnName { get; set; }

    /// <summary>The number of bins, at least 1, in which confidence and accuracy are compared. Guo et al. use 15.</summary>
    public int BinCount { get; set; } = 15;

    /// <summary>How rows are put into the bins.</summary>
    public CalibrationBinning Binning { get; set; }

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(LabelColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(LogitsColumnName);
        if (BinCount is < 1 or > MostBins)
        {
            throw new ArgumentOutOfRangeException(nameof(BinCount),
                $"{EvaluateLogits.Name}: BinCount is {BinCount}; wanted 1 to {MostBins}. Use 10 or 15 to compare with published numbers.");
        }
        if (!Enum.IsDefined(Binning))
        {
            throw new ArgumentOutOfRangeException(nameof(Binning),
                $"{EvaluateLogits.Name}: Binning is {Binning}; wanted {string.Join(" or ", Enum.GetNames<CalibrationBinning>())}.");
        }
    }
}
