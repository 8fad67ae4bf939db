namespace LseMlNet.Numerics.Simd;

/// <summary>The powers of two that keep the exponentials of a row away from the subnormal numbers.</summary>
internal static class Headroom
{
    /// <summary>The largest exponential of a row is about 2 to this power.</summary>
    public const int Exponent = 60;

    /// <summary>The power of two that scales a central row, whatever its maximum.</summary>
    public const int CentralExponent = 30;

    /// <summary>1.5 · 2^23. Adding it to a float rounds the float to an integer, which is then in the low bits of the sum.</summary>
    public const float NearestInteger = 12582912;

    public const double Log2 = 0.6931471805599453;
}
