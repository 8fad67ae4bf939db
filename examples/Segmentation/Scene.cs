using Microsoft.ML.Data;

namespace Segmentation;

/// <summary>A row that goes into the pipeline.</summary>
internal sealed class Scene
{
    /// <summary>The full path of the picture.</summary>
    public string File { get; set; } = "";

    /// <summary>The index of each pixel's true class; −1 if it is not known.</summary>
    [VectorType(SceneSegmenter.Size, SceneSegmenter.Size)]
    public int[] Truth { get; set; } = [];
}
