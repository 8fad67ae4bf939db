namespace LseMlNet;

/// <summary>Collects confidences and whether the rows were correct, for either kind of bins.</summary>
internal abstract class ReliabilitySums
{
    public static ReliabilitySums Create(CalibrationBinning binning, int binCount) =>
        binning == CalibrationBinning.EqualWidth ? new EqualWidthSums(binCount) : new EqualMassSums(binCount);

    /// <exception cref="InvalidDataException">The data was not written by <see cref="Write"/> with the same bins.</exception>
    public static ReliabilitySums Read(SumsReader reader, CalibrationBinning binning, int binCount) =>
        binning == CalibrationBinning.EqualWidth ? EqualWidthSums.Read(reader, binCount) : EqualMassSums.Read(reader, binCount);

    public abstract void Add(double confidence, bool correct, double weight);

    /// <param name="other">Sums of the same kind and bin count.</param>
    public abstract void Add(ReliabilitySums other);

    public abstract ReliabilityBin[] ToBins();

    /// <summary>Writes the sums. The same rows give the same bytes, in whatever order they were added.</summary>
    public abstract void Write(BinaryWriter writer);
}
