namespace LseMlNet.Numerics.Simd;

/// <summary>The reciprocals of the sums of some rows, each in two parts as of <see cref="Quotient{T, TLanes}"/>.</summary>
internal static unsafe class Reciprocals<TWide>
    where TWide : unmanaged, ILanes<TWide, double>
{
    /// <summary>Whole registers of sums are read and of parts written.</summary>
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
