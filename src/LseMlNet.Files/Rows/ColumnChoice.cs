namespace LseMlNet.Files.Rows;

/// <summary>The columns to read of a file, and the shape of their rows.</summary>
/// <param name="Logits">The column of lists, or a column for each class; empty when only labels are read.</param>
/// <param name="Dimensions">The dimensions of a row of logits.</param>
/// <param name="Label">The column of labels, or null.</param>
/// <param name="LabelDimensions">The dimensions of a row of labels; none for one label.</param>
internal sealed record ColumnChoice(
    IReadOnlyList<FileColumn> Logits, IReadOnlyList<int> Dimensions, FileColumn? Label, IReadOnlyList<int> LabelDimensions)
{
    /// <summary>The number of logits of a row; 0 when only labels are read.</summary>
    public int RowLength { get; } = Logits.Count == 0 ? 0 : Product(Dimensions);

    /// <summary>The number of labels of a row; 0 when none are read.</summary>
    public int LabelLength { get; } = Label is null ? 0 : Product(LabelDimensions);

    /// <summary>Whether there is a column for each class.</summary>
    public bool IsColumnPerClass => Logits.Count > 0 && !Logits[0].IsList;

    private static int Product(IReadOnlyList<int> dimensions) => dimensions.Aggregate(1, (product, size) => checked(product * size));
}
