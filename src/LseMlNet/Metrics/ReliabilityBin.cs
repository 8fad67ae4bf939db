namespace LseMlNet;

/// <summary>The rows of similar confidence: a bar of the reliability diagram. Confidence is the largest probability of a row.</summary>
public sealed class ReliabilityBin
{
    internal ReliabilityBin(double lowerBound, double upperBound, long rowCount, double weight, double confidence, double accuracy)
    {
        LowerBound = lowerBound;
        UpperBound = upperBound;
        RowCount = rowCount;
        Weight = weight;
        Confidence = confidence;
        Accuracy = accuracy;
    }

    /// <summary>Equal width: the confidence that all in the bin exceed. Equal mass: the smallest one.</summary>
    public double LowerBound { get; }

    /// <summary>The confidence that none in the bin exceeds. Equal mass: the largest one.</summary>
    public double UpperBound { get; }

    /// <summary>The number of rows.</summary>
    public long RowCount { get; }

    /// <summary>The sum of the rows' weights: their number, where there are no weights.</summary>
    public double Weight { get; }

    /// <summary>The weighted mean of the rows' confidence. NaN in a bin without weight.</summary>
    public double Confidence { get; }

    /// <summary>The weighted share of rows whose most likely class is the label. NaN in a bin without weight.</summary>
    public double Accuracy { get; }

    /// <summary>|<see cref="Accuracy"/> − <see cref="Confidence"/>|. NaN in a bin without weight.</summary>
    public double CalibrationError => Math.Abs(Accuracy - Confidence);
}
