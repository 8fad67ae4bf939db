namespace LseMlNet.Numerics.Simd;

/// <summary>How far the exponentials of a row stay away from the subnormal numbers: <see cref="IRowExp{TSelf, TLanes, T}"/>.</summary>
internal static class Headroom
{
    /// <summary>The largest exponential is about 2 to this power.</summary>
    public const int Exponent = 60;

    /// <summary>The same for rows whose exponent is not that of their maximum.</summary>
    public const int CentralExponent = 30;
}
