namespace LseMlNet.Benchmarks.Peers;

/// <summary>The shape of a tensor of logits, and the axis of its classes.</summary>
/// <param name="Axis">The class axis, counted from the end: -1 for rows.</param>
/// <param name="Dimensions">The sizes of all axes.</param>
internal sealed record Shape(int Axis, params int[] Dimensions)
{
    public int ClassCount => Dimensions[^-Axis];

    /// <summary>The number of elements between two classes.</summary>
    public int InnerLength => Product(Dimensions.Length + Axis + 1, Dimensions.Length);

    public int Length => Product(0, Dimensions.Length);

    /// <summary>The sizes of the other axes.</summary>
    public int[] WithoutClasses => [.. Dimensions[..^-Axis], .. Dimensions[(Dimensions.Length + Axis + 1)..]];

    public int Rows => Length / ClassCount;

    public bool IsOneRow => Rows == 1;

    public bool HasContiguousRows => InnerLength == 1;

    /// <summary>The shape with the same number of rows and classes, one row after another.</summary>
    public Shape AsRows => new(-1, Rows, ClassCount);

    public override string ToString() =>
        IsOneRow ? $"{ClassCount}" : string.Join(" x ", Dimensions) + (Axis == -1 ? "" : $", axis {Dimensions.Length + Axis}");

    private int Product(int from, int to) => Dimensions[from..to].Aggregate(1, (product, size) => product * size);
}
