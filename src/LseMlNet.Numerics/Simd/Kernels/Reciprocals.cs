namespace LseMlNet.Numerics.Simd;

/// <summary>The reciprocals of the sums of several rows, each in two parts as <see cref="Quotient{T, TLanes}"/> needs them.</summary>
internal static unsafe class Reciprocals<TWide>
    where TWide : unmanaged, ILanes<TWide, double>
{
    /// <summary>Reads and writes whole registers, so the buffers must be padded to a multiple of one.</summary>
    public static void Of(double* sums, int count, float* highs, float* lows)
    {
        for (int i = 0; i < count; i += TWide.Count)
        {
            TWide reciprocal = TWide.Create(1) / TWide.Load(sums + i);
            TWide.StoreNarrowed(reciprocal, highs + i);
            TWide.StoreNarrowed(reciprocal - TWide.LoadWidened(highs + i), lows + i);
        }
    }
}
