namespace LseMlNet;

/// <summary>Names and values of ML.NET's schema annotations. ML.NET declares these constants internal.</summary>
internal static class AnnotationKinds
{
    /// <summary>The name of each slot of a vector: here, of each class.</summary>
    public const string SlotNames = "SlotNames";

    /// <summary>The label values that the slots of a score stand for, as the trainer saw them.</summary>
    public const string TrainingLabelValues = "TrainingLabelValues";

    /// <summary>The values that the keys of a column stand for.</summary>
    public const string KeyValues = "KeyValues";

    /// <summary>The kind of prediction that a column belongs to: here, <see cref="MulticlassClassification"/>.</summary>
    public const string ScoreColumnKind = "ScoreColumnKind";

    /// <summary>What a column of a prediction holds: here, <see cref="Probability"/> or <see cref="PredictedLabel"/>.</summary>
    public const string ScoreValueKind = "ScoreValueKind";

    /// <summary>The id that all columns of one prediction share.</summary>
    public const string ScoreColumnSetId = "ScoreColumnSetId";

    /// <summary>A value of <see cref="ScoreColumnKind"/>.</summary>
    public const string MulticlassClassification = "MulticlassClassification";

    /// <summary>A value of <see cref="ScoreValueKind"/>.</summary>
    public const string Probability = "Probability";

    /// <summary>A value of <see cref="ScoreValueKind"/>, which trainers set whether or not their scores are probabilities.</summary>
    public const string Score = "Score";

    /// <summary>A value of <see cref="ScoreValueKind"/>.</summary>
    public const string PredictedLabel = "PredictedLabel";
}
