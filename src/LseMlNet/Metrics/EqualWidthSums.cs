namespace LseMlNet;

/// <summary>The sums of B bins (b/B, (b+1)/B].</summary>
internal sealed class EqualWidthSums(int binCount) : ReliabilitySums
{
    private readonly BinSums[] _bins = [.. Enumerable.Range(0, binCount).Select(_ => new BinSums())];

    public override void Add(double confidence, bool correct, double weight) => _bins[BinOf(confidence)].Add(confidence, correct, weight);

    public override void Add(ReliabilitySums other)
    {
        for (int i = 0; i < _bins.Length; i++)
        {
            _bins[i].Add(((EqualWidthSums)other)._bins[i]);
        }
    }

    public override ReliabilityBin[] ToBins() => [.. _bins.Select((bin, i) => bin.ToBin(Bound(i), Bound(i + 1)))];

    public override void Write(BinaryWriter writer)
    {
        foreach (BinSums bin in _bins)
        {
            bin.Write(writer);
        }
    }

    public static EqualWidthSums Read(SumsReader reader, int binCount)
    {
        var sums = new EqualWidthSums(binCount);
        for (int i = 0; i < binCount; i++)
        {
            sums._bins[i] = BinSums.Read(reader);
        }

        return sums;
    }

    private double Bound(int i) => (double)i / binCount;

    private int BinOf(double confidence)
    {
        int bin = Math.Clamp((int)Math.Ceiling(confidence * binCount) - 1, 0, binCount - 1);
        // The product is rounded, so the bin can be off by one. It is corrected to match the bounds that the user sees.
        return bin + 1 < binCount && confidence > Bound(bin + 1) ? bin + 1
            : bin > 0 && confidence <= Bound(bin) ? bin - 1
            : bin;
    }
}
