namespace LseMlNet;

/// <summary>
/// Computes a number for each row of logits that looks random and depends only on the logits: not on the order of the rows, the cursor or
/// the process. A row of Single gives the same number as the same row of Double.
/// </summary>
internal static class RowHash
{
    /// <summary>Returns a number above 0 and up to 1.</summary>
    public static double ToUnitInterval(ReadOnlySpan<double> logits)
    {
        ulong hash = SplitMix64.Step;
        foreach (double logit in logits)
        {
            // Adding 0 turns −0 into +0, which is the same logit.
            hash = SplitMix64.Mix(hash ^ BitConverter.DoubleToUInt64Bits(logit + 0.0)) + SplitMix64.Step;
        }

        return ((hash >> 11) + 1) * double.ScaleB(1, -53);
    }
}
