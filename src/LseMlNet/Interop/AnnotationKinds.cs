namespace LseMlNet.Interop;

/// <summary>Names and values of ML.NET's schema annotations, which ML.NET keeps as internal constants.</summary>
internal static class AnnotationKinds
{
    /// <summary>A name for each slot of a vector: here, each class.</summary>
    public const string SlotNames = "SlotNames";

    /// <summary>The label values that the slots of a score stand for, as the trainer saw them.</summary>
    public const string TrainingLabelValues = "TrainingLabelValues";

    /// <summary>The values that the keys of a column stand for.</summary>
    public const string KeyValues = "KeyValues";

    /// <summary>What kind of prediction a column belongs to; <see cref="MulticlassClassification"/> here.</summary>
    public const string ScoreColumnKind = "ScoreColumnKind";

    /// <summary>What a column of a prediction holds; <see cref="Probability"/> or <see cref="PredictedLabel"/> here.</summary>
    public const string ScoreValueKind = "ScoreValueKind";

    /// <summary>A key that the columns of one prediction share.</summary>
    public const string ScoreColumnSetId = "ScoreColumnSetId";

    /// <summary>A value of <see cref="ScoreColumnKind"/>.</summary>
    public const string MulticlassClassification = "MulticlassClassification";

    /// <summary>A value of <see cref="ScoreValueKind"/>.</summary>
    public const string Probability = "Probability";

    /// <summary>A value of <see cref="ScoreValueKind"/>.</summary>
    public const string PredictedLabel = "PredictedLabel";
}
