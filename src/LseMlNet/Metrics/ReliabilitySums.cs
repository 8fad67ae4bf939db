namespace LseMlNet;

/// <summary>Collects confidences and whether the rows were correct, for either kind of bins.</summary>
internal abstract class ReliabilitySums
{
    public static ReliabilitySums Create(CalibrationBinning binning, int binCount) =>
        binning == CalibrationBinning.EqualWidth ? new EqualWidthSums(binCount) : new EqualMassSums(binCount);

    public abstract void Add(double confidence, bool correct, double weight);

    /// <param name="other">Sums of the same kind and bin count.</param>
    public abstract void Add(ReliabilitySums other);

    public abstract ReliabilityBin[] ToBins();
}
