namespace LseMlNet;

/// <summary>What a column of scores holds. Stages that need probabilities must know this.</summary>
public enum ScoreMeaning
{
    /// <summary>
    /// According to the column's annotation: probabilities if its ScoreValueKind is "Probability", as after <c>Softmax</c>. A column
    /// without the annotation, or with a different value, is refused, because it may hold logits, which make no sense as probabilities.
    /// </summary>
    FromAnnotation = 0,

    /// <summary>Logits or log-probabilities. The stage computes their softmax first.</summary>
    Logits = 1,

    /// <summary>Probabilities, used unchanged.</summary>
    Probabilities = 2,
}
