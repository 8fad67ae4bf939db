namespace LseMlNet;

/// <summary>
/// The metrics of one class. TP, FP and FN are the weights of the rows in which the class was correctly
/// predicted, wrongly predicted, and missed.
/// </summary>
/// <remarks>
/// Sokolova and Lapalme, <i>A Systematic Analysis of Performance Measures for Classification Tasks</i>, Information Processing and
/// Management 45, 2009.
/// </remarks>
public sealed class ClassMetrics
{
    internal ClassMetrics(string name, in ClassTotals totals, double loss, double? calibrationError, double? areaUnderRocCurve)
    {
        double actual = totals.Actual.Value, predicted = totals.Predicted.Value, correct = totals.Correct.Value;
        WeightSum both = default;
        both.Add(in totals.Actual);
        both.Add(in totals.Predicted);
        Name = name;
        RowCount = totals.Rows;
        Weight = actual;
        PredictedWeight = predicted;
        Precision = correct / predicted;
        Recall = correct / actual;
        F1 = 2 * correct / both.Value;
        IntersectionOverUnion = correct / (both.Value - correct);
        LogLoss = loss / actual;
        CalibrationError = calibrationError;
        AreaUnderRocCurve = areaUnderRocCurve;
    }

    /// <summary>The name of the class; its number if it has none.</summary>
    public string Name { get; }

    /// <summary>The number of rows with this label and a positive weight.</summary>
    public long RowCount { get; }

    /// <summary>The sum of the weights of these rows, TP + FN; without weights, their number.</summary>
    public double Weight { get; }

    /// <summary>The sum of the weights of the rows for which the class was predicted, TP + FP.</summary>
    public double PredictedWeight { get; }

    /// <summary>TP/(TP + FP): the share of the rows predicted as this class that have this label. NaN if it is never predicted.</summary>
    public double Precision { get; }

    /// <summary>TP/(TP + FN): the share of the rows with this label for which it is predicted. NaN if there are none.</summary>
    public double Recall { get; }

    /// <summary>2 TP/(2 TP + FP + FN), the harmonic mean of precision and recall. NaN if the class does not occur at all.</summary>
    public double F1 { get; }

    /// <summary>
    /// TP/(TP + FP + FN), also called the Jaccard index. NaN if the class does not occur at all. P. Jaccard, <i>The Distribution of the
    /// Flora in the Alpine Zone</i>, New Phytologist 11, 1912.
    /// </summary>
    public double IntersectionOverUnion { get; }

    /// <summary>The mean of −log p of this class over the rows with this label, in nats. NaN if there are none.</summary>
    public double LogLoss { get; }

    /// <summary>
    /// The weighted mean, over bins of equal width, of |share of this label − mean p| of the class, over all rows. Null without
    /// <see cref="LogitsMetricsOptions.ClasswiseCalibration"/>. Kull et al., <i>Beyond Temperature Scaling: Obtaining Well-Calibrated
    /// Multi-Class Probabilities with Dirichlet Calibration</i>, NeurIPS 2019.
    /// </summary>
    public double? CalibrationError { get; }

    /// <summary>
    /// The probability that a row with this label has a higher p of the class than a row with another label; a tie counts one half. Rows
    /// are ranked by log(p/(1 − p)), so that probabilities that round to 1 do not tie. Null without
    /// <see cref="LogitsMetricsOptions.KeepScores"/>, and NaN if no label, or every label, is this class. J. A. Hanley and B. J. McNeil,
    /// <i>The Meaning and Use of the Area under a Receiver Operating Characteristic (ROC) Curve</i>, Radiology 143, 1982.
    /// </summary>
    public double? AreaUnderRocCurve { get; }
}
