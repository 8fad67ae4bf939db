using Microsoft.ML;

namespace LseMlNet;

/// <summary>Options of <see cref="TopKCatalog.TopK(TransformsCatalog, TopKOptions)"/>.</summary>
public sealed class TopKOptions
{
    /// <summary>The column of labels to add: a vector of k keys, highest probability first.</summary>
    public required string LabelColumnName { get; set; }

    /// <summary>The column of probabilities to add: those of the labels, in the same order.</summary>
    public required string ProbabilityColumnName { get; set; }

    /// <summary>The column of scores: a vector of Single or Double of known size.</summary>
    public required string InputColumnName { get; set; }

    /// <summary>The number of labels to list, from 1 to the number of classes.</summary>
    public required int K { get; set; }

    /// <summary>
    /// The names of the classes, in the order of the scores. Null means the TrainingLabelValues of the scores, otherwise their SlotNames,
    /// otherwise the numbers of the classes, starting at 0.
    /// </summary>
    public IReadOnlyList<string>? Labels { get; set; }

    /// <summary>The meaning of the scores: probabilities or logits.</summary>
    public ScoreMeaning Scores { get; set; }

    /// <summary>
    /// The axis of the column's shape that holds the classes: 0 to rank − 1, or −1 to −rank counted from the end. Both outputs then have
    /// the shape of the scores, with k in the place of the classes. Null treats the whole vector as one row.
    /// </summary>
    public int? ClassAxis { get; set; }
}
