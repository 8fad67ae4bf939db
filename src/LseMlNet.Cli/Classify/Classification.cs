namespace LseMlNet.Cli.Classify;

/// <summary>The classification of one picture.</summary>
/// <param name="Picture">What the user calls the picture.</param>
/// <param name="Top">The classes with the largest logits, in descending order; at least one.</param>
/// <param name="Entropy">The entropy in nats: 0 when the model is certain, log n when n classes are equally probable.</param>
/// <param name="Margin">The difference between the two largest logits.</param>
/// <param name="IsAccepted">Whether the most probable class reaches the minimum probability.</param>
/// <param name="Size">The size of the upright picture.</param>
/// <param name="ModelHash">The SHA-256 of the file of the model or pipeline, in hexadecimal digits.</param>
internal sealed record Classification(
    string Picture, IReadOnlyList<ClassScore> Top, float Entropy, float Margin, bool IsAccepted, PictureSize Size, string ModelHash)
{
    /// <summary>The name of the most probable class.</summary>
    public string Label => Top[0].Label;

    public bool HasNaiveNaN => Top.Any(score => float.IsNaN(score.NaiveProbability));
}

/// <summary>One class of a classification.</summary>
/// <param name="Index">The index of the class, counted from 0. Two classes may have the same name.</param>
/// <param name="Label">The name of the class.</param>
/// <param name="Logit">The output of the model.</param>
/// <param name="Probability">The output of the softmax stage.</param>
/// <param name="NaiveProbability">The output of the naive formula: NaN when it overflows.</param>
internal sealed record ClassScore(int Index, string Label, float Logit, float Probability, float NaiveProbability);
