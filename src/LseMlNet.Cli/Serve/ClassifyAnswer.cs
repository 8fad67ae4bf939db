namespace LseMlNet.Cli.Serve;

/// <summary>What the server says of a picture: the record that the terminal prints with --json.</summary>
/// <param name="Label">The likeliest class; null where the answer is refused.</param>
/// <param name="Probability">The probability of the likeliest class, 0 to 1.</param>
/// <param name="Accepted">Whether the probability is enough for an answer.</param>
/// <param name="MinimumProbability">What is enough; 0 accepts every answer.</param>
/// <param name="Entropy">How spread the probabilities are, in nats: 0 where the model is sure.</param>
/// <param name="Margin">How far the first logit is ahead of the second; null where it is infinitely far.</param>
/// <param name="Top">The classes with the largest logits, the largest first.</param>
internal sealed record ClassifyAnswer(
    string? Label, float Probability, bool Accepted, float MinimumProbability, float Entropy, float? Margin, IReadOnlyList<ClassAnswer> Top)
{
    public static ClassifyAnswer From(Classification classification, float minimumProbability) => new(
        classification.IsAccepted ? classification.Label : null,
        classification.Top[0].Probability,
        classification.IsAccepted,
        minimumProbability,
        classification.Entropy,
        Finite(classification.Margin),
        [.. classification.Top.Select(score => new ClassAnswer(score.Label, score.Probability, Finite(score.Logit)))]);

    // JSON knows no infinity.
    private static float? Finite(float value) => float.IsFinite(value) ? value : null;
}

/// <summary>What the server says of one class.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Probability">0 to 1.</param>
/// <param name="Logit">What the model gives; null for −∞, which excludes the class.</param>
internal sealed record ClassAnswer(string Label, float Probability, float? Logit);
