using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// Poisson numbers with mean 1, hashed from the id of a row. They are the same on every machine and in every version, because files of sums
/// depend on them.
/// </summary>
internal static class PoissonDraws
{
    // Above 20, a number is less likely than 2^-64.
    private static readonly ulong[] Cumulated = Cumulate(20);

    /// <summary>The hash of a text, such as the name of a part.</summary>
    public static ulong Hash(ReadOnlySpan<char> text)
    {
        ulong hash = (ulong)text.Length;
        foreach (char unit in text)
        {
            hash = Combine(hash, unit);
        }

        return hash;
    }

    /// <summary>The state from which the numbers of a row are drawn.</summary>
    /// <param name="salt">A hash that distinguishes rows with the same id; 0 if ids are unique.</param>
    /// <param name="id">The id of the row.</param>
    public static ulong Seed(ulong salt, DataViewRowId id) => Combine(Combine(salt, id.Low), id.High);

    /// <summary>The number for a replicate, and the state for the next one.</summary>
    public static int Next(ref ulong state)
    {
        state += SplitMix64.Step;
        ulong value = SplitMix64.Mix(state);
        int count = 0;
        while (count < Cumulated.Length && value >= Cumulated[count])
        {
            count++;
        }

        return count;
    }

    private static ulong Combine(ulong hash, ulong value) => SplitMix64.Mix((hash ^ value) + SplitMix64.Step);

    // Element k is 2^64 · P(number ≤ k), with P(number = k) = e^-1 / k!.
    private static ulong[] Cumulate(int count)
    {
        // 2^64 / e, rounded down. A product of doubles would differ between machines.
        ulong term = 6786177901268885274, sum = 0;
        ulong[] cumulated = new ulong[count];
        for (int k = 0; k < count; k++)
        {
            term /= (ulong)Math.Max(k, 1);
            sum += term;
            cumulated[k] = sum;
        }

        return cumulated;
    }
}
