namespace ImageClassifier;

/// <summary>A row that comes out of the pipeline. Each property holds the column of the same name.</summary>
internal sealed class Prediction
{
    public string Name { get; set; } = "";

    /// <summary>A logit for each class, in the order of the labels.</summary>
    public float[] Logits { get; set; } = [];

    /// <summary>The most probable class.</summary>
    public string Label { get; set; } = "";

    /// <summary>The three most probable classes, the most probable first.</summary>
    public string[] TopLabels { get; set; } = [];

    /// <summary>Their probabilities, from 0 to 1.</summary>
    public float[] TopProbabilities { get; set; } = [];
}
