namespace LseMlNet;

/// <summary>
/// The mixing function of SplitMix64: G. L. Steele, D. Lea and C. H. Flood, <i>Fast Splittable Pseudorandom Number Generators</i>, OOPSLA
/// 2014. Saved files and fitted thresholds depend on its values, so they are the same on every machine and in every version.
/// </summary>
internal static class SplitMix64
{
    /// <summary>The odd constant closest to 2^64 divided by the golden ratio, by which the state of the generator grows.</summary>
    public const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>Returns a number of which about half of the bits change if any bit of <paramref name="value"/> does.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
