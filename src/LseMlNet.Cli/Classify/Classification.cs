namespace LseMlNet.Cli.Classify;

/// <summary>What a classifier says of one picture.</summary>
/// <param name="Picture">The picture's name, as the user knows it.</param>
/// <param name="Top">The classes with the largest logits, the largest first; at least one.</param>
/// <param name="Entropy">In nats: 0 where the model is sure, log n where n classes are alike.</param>
/// <param name="Margin">How far the first logit is ahead of the second.</param>
/// <param name="IsAccepted">Whether the likeliest class is probable enough for an answer.</param>
internal sealed record Classification(string Picture, IReadOnlyList<ClassScore> Top, float Entropy, float Margin, bool IsAccepted)
{
    /// <summary>The name of the likeliest class.</summary>
    public string Label => Top[0].Label;

    public bool HasNaiveNaN => Top.Any(score => float.IsNaN(score.NaiveProbability));
}

/// <summary>What a classifier says of one class.</summary>
/// <param name="Label">The class.</param>
/// <param name="Logit">What the model gives.</param>
/// <param name="Probability">What the softmax stage makes of it.</param>
/// <param name="NaiveProbability">What the naive formula makes of it: NaN where it overflows.</param>
internal sealed record ClassScore(string Label, float Logit, float Probability, float NaiveProbability);
