namespace LseMlNet;

/// <summary>What a column of scores holds, for the stages that need probabilities.</summary>
public enum ScoreMeaning
{
    /// <summary>
    /// What the column's annotation says: probabilities, where its ScoreValueKind is "Probability", as after <c>Softmax</c>. A column
    /// that says nothing, or something else, is refused: a logit taken for a probability would be a number without meaning.
    /// </summary>
    FromAnnotation = 0,

    /// <summary>Logits or log-probabilities, from which the softmax is computed first.</summary>
    Logits = 1,

    /// <summary>Probabilities, taken as they are.</summary>
    Probabilities = 2,
}
