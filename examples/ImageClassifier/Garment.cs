namespace ImageClassifier;

/// <summary>A row of the pipeline: the file that goes in, and what comes out.</summary>
internal sealed class Garment
{
    public string File { get; set; } = "";

    public float[] Logits { get; set; } = [];

    public string[] TopLabels { get; set; } = [];

    public float[] TopProbabilities { get; set; } = [];
}
