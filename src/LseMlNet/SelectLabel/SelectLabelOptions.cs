using Microsoft.ML;

namespace LseMlNet;

/// <summary>Options of <see cref="SelectLabelCatalog.SelectLabel(TransformsCatalog, SelectLabelOptions)"/>.</summary>
public sealed class SelectLabelOptions
{
    /// <summary>
    /// The columns of labels to add, each with its column of scores. At least one is required, and no output may occur twice.
    /// </summary>
    public required InputOutputColumnPair[] Columns { get; set; }

    /// <summary>
    /// The names of the classes, in the order of the scores. Null means the TrainingLabelValues of the scores, otherwise their SlotNames,
    /// otherwise the numbers of the classes, starting at 0.
    /// </summary>
    public IReadOnlyList<string>? Labels { get; set; }

    /// <summary>
    /// The minimum probability of a label, from 0 to 1. A row whose top class has a lower probability gets the missing key. 0 accepts every
    /// label.
    /// </summary>
    public float MinimumProbability { get; set; }

    /// <summary>
    /// The meaning of the scores. It matters only if <see cref="MinimumProbability"/> is greater than 0, because the order of the classes
    /// is the same for logits and probabilities.
    /// </summary>
    public ScoreMeaning Scores { get; set; }

    /// <summary>
    /// The axis of the column's shape that holds the classes: 0 to rank − 1, or −1 to −rank counted from the end. The output is then a
    /// vector with a key for each position of the other axes. Null treats the whole vector as one row.
    /// </summary>
    public int? ClassAxis { get; set; }
}
