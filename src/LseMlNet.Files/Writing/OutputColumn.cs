using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Writing;

/// <summary>A column to write.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Single, Double or Integer.</param>
/// <param name="Dimensions">The dimensions of a row's value; none for a single value.</param>
/// <param name="ClassNames">The names of the values of a row, or null.</param>
internal sealed record OutputColumn(string Name, ElementKind Kind, IReadOnlyList<int> Dimensions, IReadOnlyList<string>? ClassNames = null)
{
    /// <summary>The number of values of a row.</summary>
    public int Length { get; } = Dimensions.Aggregate(1, (product, size) => checked(product * size));

    /// <summary>The bytes of a value.</summary>
    public int ElementSize => Kind == ElementKind.Single ? sizeof(float) : sizeof(double);
}
