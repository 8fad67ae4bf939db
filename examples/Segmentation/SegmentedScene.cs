using Microsoft.ML.Data;

namespace Segmentation;

/// <summary>A row that comes out of the pipeline. Each property holds the column of the same name, row by row of the picture.</summary>
internal sealed class SegmentedScene
{
    public string File { get; set; } = "";

    /// <summary>The probability of each class at each pixel, [classes, height, width].</summary>
    public float[] Probabilities { get; set; } = [];

    /// <summary>The entropy of each pixel in nats: 0 if one class is certain, log 5 = 1.6 if all classes are equally probable.</summary>
    public float[] Uncertainty { get; set; } = [];

    /// <summary>The most probable class of each pixel. ML.NET's keys count from 1; 0 means that there is none.</summary>
    [KeyType(SceneSegmenter.ClassCount)]
    public uint[] Label { get; set; } = [];
}
