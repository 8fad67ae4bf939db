namespace LseMlNet.Files.Rows;

/// <summary>What the elements of a column are, as far as it matters here.</summary>
internal enum ElementKind
{
    /// <summary>Half or single precision.</summary>
    Single,

    Double,

    Integer,

    Text,

    /// <summary>Anything that is neither a logit nor a label.</summary>
    Other,
}

/// <summary>How errors call them.</summary>
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
