namespace LseMlNet.Numerics.Simd;

/// <summary>How far the exponentials of a row stay away from the subnormal numbers: <see cref="IRowExp{TSelf, TLanes, T}"/>.</summary>
internal static class Headroom
{
    /// <summary>The largest exponential is about 2 to this power.</summary>
    public const int Exponent = 60;

    /// <summary>A power of two that no exponential reaches. A sum that starts with it is never less than what is added, so that what an
    /// addition rounds away is known after three operations instead of six.</summary>
    public const float AboveAll = 2305843009213693952; // 2^61
}
