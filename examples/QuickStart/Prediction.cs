namespace QuickStart;

/// <summary>What the pipeline adds.</summary>
internal sealed class Prediction
{
    public float[] Probabilities { get; set; } = [];

    public float[] LogProbabilities { get; set; } = [];

    public float LogSumExp { get; set; }
}
