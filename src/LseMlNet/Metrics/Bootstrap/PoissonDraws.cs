using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// Poisson numbers with mean 1, hashed from the id of a row. They are the same on every machine and in every version, because files of sums
/// depend on them.
/// </summary>
/// <remarks>
/// The mixing function is the one of SplitMix64: G. L. Steele, D. Lea and C. H. Flood, <i>Fast Splittable Pseudorandom Number
/// Generators</i>, OOPSLA 2014.
/// </remarks>
internal static class PoissonDraws
{
    private const ulong Step = 0x9E3779B97F4A7C15;

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
        state += Step;
        ulong value = Mix(state);
        int count = 0;
        while (count < Cumulated.Length && value >= Cumulated[count])
        {
            count++;
        }

        return count;
    }

    private static ulong Combine(ulong hash, ulong value) => Mix((hash ^ value) + Step);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

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
