namespace ImageClassifier;

/// <summary>A row that goes into the pipeline.</summary>
internal sealed class Picture
{
    /// <summary>The name of the file, as printed.</summary>
    public string Name { get; set; } = "";

    /// <summary>The full path.</summary>
    public string File { get; set; } = "";
}
