namespace LseMlNet.Files.Rows;

/// <summary>The kind of the elements of a column, as far as it matters here.</summary>
internal enum ElementKind
{
    /// <summary>Half or single precision.</summary>
    Single,

    Double,

    Integer,

    Text,

    /// <summary>A value that is neither a logit nor a label.</summary>
    Other,
}

/// <summary>The names of these kinds in errors.</summary>
internal static class ElementKinds
{
    public static string Name(this ElementKind kind) => kind switch
    {
        ElementKind.Single => "float",
        ElementKind.Double => "double",
        ElementKind.Integer => "integer",
        ElementKind.Text => "text",
        _ => "other",
    };
}
