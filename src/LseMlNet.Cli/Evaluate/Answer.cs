namespace LseMlNet.Cli.Evaluate;

/// <summary>The right class of a picture, and the answer, which can be refused.</summary>
internal sealed class Answer
{
    /// <summary>The missing key.</summary>
    public const uint Refused = 0;

    public uint Label { get; set; }

    public uint PredictedLabel { get; set; }
}
