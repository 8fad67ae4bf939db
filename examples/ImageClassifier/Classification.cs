namespace LseMlNet.Examples.ImageClassifier;

/// <summary>What a classifier says of one picture.</summary>
/// <param name="Picture">The picture's name, as the user knows it.</param>
/// <param name="Top">The classes with the largest logits, the largest first; at least one.</param>
internal sealed record Classification(string Picture, IReadOnlyList<ClassScore> Top)
{
    /// <summary>The name of the likeliest class.</summary>
    public string Label => Top[0].Label;
}

/// <summary>What a classifier says of one class.</summary>
/// <param name="Label">The class.</param>
/// <param name="Logit">What the model gives.</param>
/// <param name="Probability">What the softmax stage makes of it.</param>
/// <param name="NaiveProbability">What the naive formula makes of it: NaN where it overflows.</param>
internal sealed record ClassScore(string Label, float Logit, float Probability, float NaiveProbability);
