namespace LseMlNet;

/// <summary>The metrics of one class. TP, FP and FN are the weights of the rows in which the class was found, invented and missed.</summary>
/// <remarks>
/// Sokolova and Lapalme, <i>A Systematic Analysis of Performance Measures for Classification Tasks</i>, Information Processing and Management
/// 45, 2009.
/// </remarks>
public sealed class ClassMetrics
{
    internal ClassMetrics(string name, in ClassTotals totals, double loss)
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
    /// TP/(TP + FP + FN), also called the Jaccard index. NaN if the class does not occur at all. P. Jaccard, <i>The Distribution of the Flora
    /// in the Alpine Zone</i>, New Phytologist 11, 1912.
    /// </summary>
    public double IntersectionOverUnion { get; }

    /// <summary>The mean of −log p of this class over the rows with this label, in nats. NaN if there are none.</summary>
    public double LogLoss { get; }
}
