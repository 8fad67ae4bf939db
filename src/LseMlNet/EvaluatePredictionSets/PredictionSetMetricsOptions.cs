namespace LseMlNet;

/// <summary>
/// Options of
/// <see cref="Microsoft.ML.EvaluatePredictionSetsCatalog.EvaluatePredictionSets(Microsoft.ML.MulticlassClassificationCatalog, Microsoft.ML.IDataView, PredictionSetMetricsOptions)"/>.
/// </summary>
public sealed class PredictionSetMetricsOptions
{
    /// <summary>
    /// The column of true classes: a key whose values are names or numbers of classes, or whose first key is the first class.
    /// </summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>The column of sets: a vector of keys of UInt32, such as the output of PredictionSet.</summary>
    public string SetColumnName { get; set; } = "PredictionSet";

    /// <summary>
    /// The axis of the column's shape that holds the keys of a set: 0 to rank − 1, or −1 to −rank counted from the end. Each
    /// position of the other axes is then a row, missing keys do not count, and the label is a vector with the shape of the other
    /// axes. Null treats the whole vector as one set.
    /// </summary>
    public int? ClassAxis { get; set; }

    /// <summary>The minimum probability with which an interval contains the true probability, above 0 and below 1.</summary>
    public double Confidence { get; set; } = 0.95;

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(LabelColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(SetColumnName);
        if (!(Confidence is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Confidence), FormattableString.Invariant(
                $"{EvaluatePredictionSets.Name}: Confidence is {Confidence}; expected a number above 0 and below 1. Use 0.95 for the usual intervals."));
        }
    }
}
