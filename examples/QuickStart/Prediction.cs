namespace QuickStart;

/// <summary>The columns that the pipeline of <see cref="LogitsPipeline"/> adds.</summary>
internal sealed class Prediction
{
    public float[] Probabilities { get; set; } = [];

    public float[] LogProbabilities { get; set; } = [];

    public float LogSumExp { get; set; }
}
