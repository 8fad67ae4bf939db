namespace LseMlNet;

/// <summary>
/// Options of <see cref="Microsoft.ML.PredictionSetCatalog.PredictionSet(Microsoft.ML.TransformsCatalog, PredictionSetOptions)"/>.
/// </summary>
public sealed class PredictionSetOptions
{
    /// <summary>The column of sets to add. It replaces a column of the same name.</summary>
    public required string OutputColumnName { get; set; }

    /// <summary>The column of logits: a vector of Single or Double of known size. Null means <see cref="OutputColumnName"/>.</summary>
    public string? InputColumnName { get; set; }

    /// <summary>
    /// The column of true classes, which only Fit reads: a key whose values are names or numbers of
    /// classes, or whose first key is the first class.
    /// </summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>
    /// The probability with which a set contains the true class, above 0 and below 1. It is taken as the decimal number that it is written
    /// as: 0.7 means exactly 7/10.
    /// </summary>
    public double Coverage { get; set; } = 0.9;

    /// <summary>The score that measures how much a class disagrees with a row.</summary>
    public PredictionSetScore Score { get; set; }

    /// <summary>
    /// Whether <see cref="PredictionSetScore.Aps"/> and <see cref="PredictionSetScore.Raps"/> also count a random part of the class's own
    /// probability, from 0 to all of it. The coverage is then not higher than promised, but a set can be empty. The part is a hash of the
    /// logits, so that the same row always gets the same set.
    /// </summary>
    public bool Randomized { get; set; }

    /// <summary>
    /// Whether each class has its own threshold, so that the coverage is promised for the rows of each class and not only on average. Each
    /// class then needs as many rows as all classes together need otherwise.
    /// </summary>
    public bool ClassConditional { get; set; }

    /// <summary>
    /// The penalty of <see cref="PredictionSetScore.Raps"/> for each rank beyond <see cref="UnpenalizedRanks"/>: finite, not negative.
    /// </summary>
    public double RankPenalty { get; set; } = 0.01;

    /// <summary>The number of the most probable classes without a penalty in <see cref="PredictionSetScore.Raps"/>.</summary>
    public int UnpenalizedRanks { get; set; } = 5;

    /// <summary>
    /// The names of the classes, in the order of the logits. Null means the TrainingLabelValues of the logits, otherwise their SlotNames,
    /// otherwise the numbers of the classes, starting at 0.
    /// </summary>
    public IReadOnlyList<string>? Labels { get; set; }

    /// <summary>
    /// The axis of the column's shape that holds the classes: 0 to rank − 1, or −1 to −rank counted from the end. Each position of the
    /// other axes then has a set, and the output has the shape of the logits: along the axis, the keys of the set, followed by missing
    /// keys. The label is a vector of keys or numbers with the shape of the other axes. Null treats the whole vector as one row.
    /// </summary>
    public int? ClassAxis { get; set; }
}
