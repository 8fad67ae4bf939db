namespace LseMlNet;

/// <summary>
/// Averages of the metrics of classes. Classes that occur neither as a label nor as a prediction are left out. As in scikit-learn, a class
/// that is never predicted has a precision of 0 here, and a class that is never a label has a recall of 0.
/// </summary>
public sealed class ClassAverages
{
    internal ClassAverages(IReadOnlyList<ClassMetrics> classes, Func<ClassMetrics, double> weight)
    {
        ClassMetrics[] occurring = [.. classes.Where(item => item.Weight > 0 || item.PredictedWeight > 0)];
        Precision = Mean(occurring, item => item.PredictedWeight > 0 ? item.Precision : 0, weight);
        Recall = Mean(occurring, item => item.Weight > 0 ? item.Recall : 0, weight);
        F1 = Mean(occurring, item => item.F1, weight);
        IntersectionOverUnion = Mean(occurring, item => item.IntersectionOverUnion, weight);
        AreaUnderRocCurve = Array.Exists(occurring, item => item.AreaUnderRocCurve is not null)
            ? Mean([.. occurring.Where(item => item.AreaUnderRocCurve is not double.NaN)], item => item.AreaUnderRocCurve ?? 0, weight)
            : null;
    }

    /// <summary>The mean precision. NaN if no class occurs.</summary>
    public double Precision { get; }

    /// <summary>
    /// The mean recall. NaN if no class occurs. Its macro average is <see cref="LogitsMetrics.MacroAccuracy"/> if each predicted class also
    /// occurs as a label.
    /// </summary>
    public double Recall { get; }

    /// <summary>The mean F1. NaN if no class occurs.</summary>
    public double F1 { get; }

    /// <summary>The mean intersection over union. NaN if no class occurs.</summary>
    public double IntersectionOverUnion { get; }

    /// <summary>
    /// The mean area under the ROC curve of the classes that have one. Null without <see cref="LogitsMetricsOptions.KeepScores"/>; NaN if
    /// no class has one.
    /// </summary>
    public double? AreaUnderRocCurve { get; }

    private static double Mean(ClassMetrics[] classes, Func<ClassMetrics, double> value, Func<ClassMetrics, double> weight) =>
        classes.Sum(item => weight(item) * value(item)) / classes.Sum(weight);
}
