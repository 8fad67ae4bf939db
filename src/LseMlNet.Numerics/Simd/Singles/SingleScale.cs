using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>The constants that the kernels of floats need for a temperature T. Each call computes them once.</summary>
/// <remarks>
/// The kernels never divide a logit by T, because the quotient of a large logit has a large rounding error. They multiply x by
/// log₂ e / T in two parts, which is the first step of an exponential anyway: T costs neither time nor accuracy.
/// </remarks>
internal readonly struct SingleScale
{
    private readonly float _single;

    public readonly double Temperature;

    /// <summary>1 / T, as a double and as the sum of two floats.</summary>
    public readonly double Inverse;
    public readonly float InverseHigh;
    public readonly float InverseLow;

    /// <summary>log₂ e / T as the sum of two floats.</summary>
    public readonly float Log2E;
    public readonly float Log2ERest;

    /// <summary>
    /// An exponential whose logit is this far below the largest is less than half of the smallest subnormal number: 105 T.
    /// </summary>
    public float Reach
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 105 * _single;
    }

    /// <summary>
    /// Where the largest logit m is closer to 0 than this, 256 T, the range reduction takes logits as they are. Beyond it, x − m is exact
    /// whenever the result is not 0: then m − 105 T ≤ x ≤ m, so x and m differ by less than a factor of 2.
    /// </summary>
    public float Near
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 256 * _single;
    }

    /// <summary>
    /// The smallest logit of a <see cref="CentralRow"/>, −100 T. Its exponential is about 2^-144; multiplied by the headroom, it is a
    /// normal number.
    /// </summary>
    public float Least
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => -100 * _single;
    }

    /// <summary>
    /// The largest logit of a <see cref="CentralRow"/>, 30 T. Multiplied by the headroom, its exponential has a reciprocal whose low
    /// part is still a normal number.
    /// </summary>
    public float Most
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 30 * _single;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SingleScale(double temperature)
    {
        // With a constant temperature, the JIT computes all of this.
        Temperature = temperature;
        Inverse = 1 / temperature;
        InverseHigh = (float)(1 / temperature);
        InverseLow = (float)(1 / temperature - (float)(1 / temperature));
        Log2E = (float)(1.4426950408889634 / temperature);
        Log2ERest = (float)(1.4426950408889634 / temperature - (float)(1.4426950408889634 / temperature));
        _single = (float)temperature;
    }

    /// <summary>Whether the numbers above are within the range of the kernels. Other temperatures are left to the scalar kernel.</summary>
    public static bool Holds(double temperature) => temperature is >= 1e-30 and <= 1e30;

    /// <summary>Whether a row is a <see cref="CentralRow"/>. NaN counts as in range: it stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsCentral(float minimum, float maximum) => !(minimum < Least) && !(maximum > Most);

    /// <summary>What is subtracted from each logit: the maximum, or 0 if the maximum is near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Subtracted(float maximum) => MathF.Abs(maximum) < Near ? 0 : maximum;

    /// <summary>The power of two that is nearest to the largest exponential after the subtraction, as an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Exponent(float remaining) => MathF.Round(remaining * Log2E);

    /// <inheritdoc cref="Subtracted(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Subtracted<TLanes>(TLanes maxima)
        where TLanes : unmanaged, ISingles<TLanes> =>
        TLanes.ZeroWhereLess(maxima, TLanes.Max(maxima, TLanes.Create(0) - maxima), TLanes.Create(Near));

    /// <summary>The power of two that makes the largest exponential about 2^60, lane by lane, as an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Shift<TLanes>(TLanes remaining)
        where TLanes : unmanaged, ISingles<TLanes>
    {
        TLanes integer = TLanes.Create(Headroom.NearestInteger);
        return TLanes.Create(Headroom.Exponent) - (remaining * TLanes.Create(Log2E) + integer - integer);
    }

    /// <summary>log Σ e^((x − m) / T) − log of the sum of the scaled exponentials of a row that is not central.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double LogOfShift(float maximum)
    {
        float remaining = maximum - Subtracted(maximum);
        return (Exponent(remaining) - Headroom.Exponent) * Headroom.Log2 - remaining * Inverse;
    }
}
