namespace LseMlNet.Cli.Serve;

/// <summary>The answer for a picture: the record that classify --json prints.</summary>
/// <param name="Label">The most probable class; null when the answer is refused.</param>
/// <param name="Index">The index of this class, counted from 0; null when the answer is refused.</param>
/// <param name="Probability">The probability of the most probable class, 0 to 1.</param>
/// <param name="Accepted">Whether the probability reaches the minimum.</param>
/// <param name="MinimumProbability">The minimum for an answer; 0 accepts every answer.</param>
/// <param name="Entropy">How spread out the probabilities are, in nats; 0 when the model is certain.</param>
/// <param name="Margin">The difference between the two largest logits; null when it is infinite.</param>
/// <param name="Top">The classes with the largest logits, in descending order.</param>
/// <param name="Width">The width of the upright picture, in pixels.</param>
/// <param name="Height">The height of the upright picture, in pixels.</param>
/// <param name="ModelSha256">The SHA-256 of the file of the model or pipeline, in hexadecimal digits.</param>
internal sealed record ClassifyAnswer(
    string? Label,
    int? Index,
    float Probability,
    bool Accepted,
    float MinimumProbability,
    float Entropy,
    float? Margin,
    IReadOnlyList<ClassAnswer> Top,
    int Width,
    int Height,
    string ModelSha256)
{
    public static ClassifyAnswer From(Classification classification, float minimumProbability) => new(
        classification.IsAccepted ? classification.Label : null,
        classification.IsAccepted ? classification.Top[0].Index : null,
        classification.Top[0].Probability,
        classification.IsAccepted,
        minimumProbability,
        classification.Entropy,
        Finite(classification.Margin),
        [.. classification.Top.Select(score => new ClassAnswer(score.Label, score.Index, score.Probability, Finite(score.Logit)))],
        classification.Size.Width,
        classification.Size.Height,
        classification.ModelHash);

    // JSON has no infinity.
    private static float? Finite(float value) => float.IsFinite(value) ? value : null;
}

/// <summary>One class of an answer.</summary>
/// <param name="Label">The name of the class. Two classes may have the same name.</param>
/// <param name="Index">The index of the class, counted from 0.</param>
/// <param name="Probability">The probability of the class, 0 to 1.</param>
/// <param name="Logit">The model's logit; null for −∞, which excludes the class.</param>
internal sealed record ClassAnswer(string Label, int Index, float Probability, float? Logit);
