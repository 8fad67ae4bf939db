namespace LseMlNet.Files.Rows;

/// <summary>A column of a file.</summary>
/// <param name="Name">The name of the column; "" if the file has no names.</param>
/// <param name="Kind">The kind of its elements.</param>
/// <param name="Dimensions">
/// The dimensions of a row's value: none for a single value; null for lists whose length is known only from the rows.
/// </param>
internal sealed record FileColumn(string Name, ElementKind Kind, IReadOnlyList<int>? Dimensions)
{
    public bool IsList => Dimensions is not [];

    public bool IsFloating => Kind is ElementKind.Single or ElementKind.Double;

    public override string ToString() => Name.Length > 0 ? $"'{Name}' ({Kind.Name()}{(IsList ? " list" : "")})" : $"{Kind.Name()}{(IsList ? " list" : "")}";
}
