namespace LseMlNet.Numerics.Simd;

/// <summary>
/// The powers of two that keep the exponentials of a row away from the subnormal numbers: see
/// <see cref="IRowExp{TSelf, TLanes, T}"/>.
/// </summary>
internal static class Headroom
{
    /// <summary>The largest exponential of a row is about 2 to this power.</summary>
    public const int Exponent = 60;

    /// <summary>The power of two that scales a <see cref="CentralRow"/>, whatever its maximum.</summary>
    public const int CentralExponent = 30;
}
