namespace LseMlNet;

/// <summary>
/// Computes a number for each row of logits that looks random and depends only on the logits: not on the order of the rows, the cursor or
/// the process. A row of Single gives the same number as the same row of Double.
/// </summary>
internal static class RowHash
{
    // The odd constant closest to 2^64 divided by the golden ratio.
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Returns a number above 0 and up to 1.</summary>
    public static double ToUnitInterval(ReadOnlySpan<double> logits)
    {
        ulong hash = Golden;
        foreach (double logit in logits)
        {
            // Adding 0 turns −0 into +0, which is the same logit.
            hash = Mix(hash ^ BitConverter.DoubleToUInt64Bits(logit + 0.0)) + Golden;
        }

        return ((hash >> 11) + 1) * double.ScaleB(1, -53);
    }

    // The finalizer of splitmix64: every bit of the input changes about half of the bits of the result. Steele, Lea and Flood, OOPSLA 2014.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
