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
    /// The minimum of log(p/(1−p)), in nats, where p is the probability of the label. Set it instead of <see cref="MinimumProbability"/>. A
    /// row whose top class has lower log-odds gets the missing key. Log-odds distinguish rows whose probabilities round to 1, and
    /// RejectAbove finds such a Threshold. NaN, which RejectAbove returns if there is no threshold, accepts no label. It requires logits:
    /// set <see cref="Scores"/> to <see cref="ScoreMeaning.Logits"/>. Null means no minimum.
    /// </summary>
    public double? MinimumLogOdds { get; set; }

    /// <summary>
    /// The meaning of the scores. It matters only if <see cref="MinimumProbability"/> or <see cref="MinimumLogOdds"/> is set, because the
    /// order of the classes is the same for logits and probabilities.
    /// </summary>
    public ScoreMeaning Scores { get; set; }

    /// <summary>
    /// The axis of the column's shape that holds the classes: 0 to rank − 1, or −1 to −rank counted from the end. The output is then a
    /// vector with a key for each position of the other axes. Null treats the whole vector as one row.
    /// </summary>
    public int? ClassAxis { get; set; }
}
