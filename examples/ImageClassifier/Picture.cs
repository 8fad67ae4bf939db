namespace ImageClassifier;

/// <summary>A row that goes into the pipeline.</summary>
internal sealed class Picture
{
    /// <summary>The file as the user knows it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The full path.</summary>
    public string File { get; set; } = "";
}
