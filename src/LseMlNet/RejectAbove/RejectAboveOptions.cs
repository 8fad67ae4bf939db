namespace LseMlNet;

/// <summary>
/// Options of <see cref="Microsoft.ML.RejectAboveCatalog.RejectAbove(Microsoft.ML.TransformsCatalog, RejectAboveOptions)"/>.
/// </summary>
public sealed class RejectAboveOptions
{
    /// <summary>The column of labels to add, by convention "PredictedLabel". It replaces a column of the same name.</summary>
    public required string OutputColumnName { get; set; }

    /// <summary>The column of logits: a vector of Single or Double of known size. Null means <see cref="OutputColumnName"/>.</summary>
    public string? InputColumnName { get; set; }

    /// <summary>
    /// The column of true classes, which only Fit reads: a key whose values are names or numbers of
    /// classes, or whose first key is the first class.
    /// </summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>The maximum share of wrong labels among the rows that get a label, above 0 and below 1.</summary>
    public double MaximumErrorRate { get; set; } = 0.05;

    /// <summary>The minimum probability with which Fit finds a threshold that keeps the maximum, above 0 and below 1.</summary>
    public double Confidence { get; set; } = 0.95;

    /// <summary>
    /// The names of the classes, in the order of the logits. Null means the TrainingLabelValues of the logits, otherwise their SlotNames,
    /// otherwise the numbers of the classes, starting at 0.
    /// </summary>
    public IReadOnlyList<string>? Labels { get; set; }

    /// <summary>
    /// The axis of the column's shape that holds the classes: 0 to rank − 1, or −1 to −rank counted from the end. Each
    /// position of the other axes is then a row, and the output and the label are vectors with the shape of the other axes.
    /// Null treats the whole vector as one row.
    /// </summary>
    public int? ClassAxis { get; set; }
}
