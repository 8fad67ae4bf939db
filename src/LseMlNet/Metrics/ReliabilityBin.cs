namespace LseMlNet;

/// <summary>A bin of the reliability diagram: rows of similar confidence. Confidence is the largest probability of a row.</summary>
public sealed class ReliabilityBin
{
    internal ReliabilityBin(
        double lowerBound, double upperBound, long rowCount, double weight, double effectiveRowCount, double confidence, double accuracy)
    {
        LowerBound = lowerBound;
        UpperBound = upperBound;
        RowCount = rowCount;
        Weight = weight;
        EffectiveRowCount = effectiveRowCount;
        Confidence = confidence;
        Accuracy = accuracy;
    }

    /// <summary>Equal width: the exclusive lower bound of the confidences in the bin. Equal mass: the smallest of them.</summary>
    public double LowerBound { get; }

    /// <summary>Equal width: the inclusive upper bound of the confidences in the bin. Equal mass: the largest of them.</summary>
    public double UpperBound { get; }

    /// <summary>The number of rows in the bin.</summary>
    public long RowCount { get; }

    /// <summary>The sum of the weights of the rows; without weights, their number.</summary>
    public double Weight { get; }

    /// <summary>
    /// The number of rows of equal weight whose mean would be as precise: (Σw)²/Σw². Without weights, the number of rows. NaN if the bin
    /// has no weight. L. Kish, <i>Survey Sampling</i>, Wiley 1965.
    /// </summary>
    public double EffectiveRowCount { get; }

    /// <summary>The weighted mean confidence of the rows. NaN if the bin has no weight.</summary>
    public double Confidence { get; }

    /// <summary>The weighted share of rows whose most likely class is the label. NaN if the bin has no weight.</summary>
    public double Accuracy { get; }

    /// <summary>|<see cref="Accuracy"/> − <see cref="Confidence"/>|. NaN if the bin has no weight.</summary>
    public double CalibrationError => Math.Abs(Accuracy - Confidence);
}
