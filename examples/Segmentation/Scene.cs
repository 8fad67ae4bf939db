namespace Segmentation;

/// <summary>A row that goes into the pipeline.</summary>
internal sealed class Scene
{
    /// <summary>The full path of the picture.</summary>
    public string File { get; set; } = "";
}
