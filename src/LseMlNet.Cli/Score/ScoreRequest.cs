namespace LseMlNet.Cli.Score;

/// <summary>What to compute.</summary>
/// <param name="Outputs">The outputs, in the order of their columns.</param>
/// <param name="TopK">How many classes <see cref="ScoreOutput.TopK"/> has.</param>
/// <param name="Temperature">What the logits are divided by.</param>
/// <param name="ClassAxis">The axis of the classes in a row, from 0, or from −1 for the last; null for rows with one axis.</param>
internal sealed record ScoreRequest(IReadOnlyList<ScoreOutput> Outputs, int TopK, double Temperature, int? ClassAxis);

/// <summary>The outputs, named as the stages.</summary>
internal enum ScoreOutput
{
    Softmax,
    LogSoftmax,
    LogSumExp,
    Entropy,
    Margin,
    Label,
    TopK,
}
