using Microsoft.ML;

namespace LseMlNet;

/// <summary>Options of <see cref="SelectLabelCatalog.SelectLabel(TransformsCatalog, SelectLabelOptions)"/>.</summary>
public sealed class SelectLabelOptions
{
    /// <summary>The columns of labels to add, each with the column of scores that it is chosen by. At least one; no output twice.</summary>
    public required InputOutputColumnPair[] Columns { get; set; }

    /// <summary>
    /// The names of the classes, in their order. Null takes the TrainingLabelValues of the scores, else their SlotNames, else the numbers
    /// of the classes, from 0.
    /// </summary>
    public IReadOnlyList<string>? Labels { get; set; }

    /// <summary>The least probability of a label; a row whose first class has less gets the missing key. From 0, which takes any, to 1.</summary>
    public float MinimumProbability { get; set; }

    /// <summary>What the scores are. Asked only where <see cref="MinimumProbability"/> is greater than 0: the order of the classes is the same anyway.</summary>
    public ScoreMeaning Scores { get; set; }
}
