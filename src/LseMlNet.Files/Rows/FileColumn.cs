namespace LseMlNet.Files.Rows;

/// <summary>A column of a file.</summary>
/// <param name="Name">Its name; "" if the file has no names.</param>
/// <param name="Kind">What its elements are.</param>
/// <param name="Dimensions">The dimensions of a row's value: none for a single value; null for lists whose length only the rows tell.</param>
internal sealed record FileColumn(string Name, ElementKind Kind, IReadOnlyList<int>? Dimensions)
{
    public bool IsList => Dimensions is not [];

    public bool IsFloating => Kind is ElementKind.Single or ElementKind.Double;

    public override string ToString() => Name.Length > 0 ? $"'{Name}' ({Kind.Name()}{(IsList ? " list" : "")})" : $"{Kind.Name()}{(IsList ? " list" : "")}";
}
