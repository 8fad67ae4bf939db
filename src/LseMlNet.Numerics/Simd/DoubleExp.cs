using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <inheritdoc cref="IRowExp{TSelf, TLanes, T}"/>
/// <remarks>
/// As <see cref="SingleExp{TLanes}"/>, without a table: e^x = 2^t · e^r with t the integer nearest to x / log 2. Beyond 1500 the
/// maximum is subtracted, which is exact where it matters: m − 745.2 ≤ x ≤ m is then within a factor of 2.
/// </remarks>
internal readonly struct DoubleExp<TLanes> : IRowExp<DoubleExp<TLanes>, TLanes, double>
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    private const int Headroom = 60;

    private readonly TLanes _origin;
    private readonly TLanes _lowest;
    private readonly TLanes _exponent;
    private readonly double _shift;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DoubleExp(double maximum)
    {
        double origin = Math.Abs(maximum) > 1500 ? maximum : 0;
        double rest = maximum - origin;
        double exponent = Math.Round(rest * ExpPolynomial.InverseLog2);
        _origin = TLanes.Create(origin);
        // e^-746 is below half the smallest subnormal number.
        _lowest = TLanes.Create(rest - 746);
        _exponent = TLanes.Create(ExpPolynomial.NearestInteger + Headroom - exponent);
        _shift = (exponent - Headroom) * 0.6931471805599453 - rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleExp<TLanes> Create(double maximum) => new(maximum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke(TLanes x)
    {
        TLanes d = x - _origin;
        TLanes biased = TLanes.MulAdd(d, TLanes.Create(ExpPolynomial.InverseLog2), TLanes.Create(ExpPolynomial.NearestInteger));
        TLanes t = biased - TLanes.Create(ExpPolynomial.NearestInteger);
        TLanes r = TLanes.MulAdd(t, TLanes.Create(-ExpPolynomial.Log2High), d);
        r = TLanes.MulAdd(t, TLanes.Create(-ExpPolynomial.Log2Low), r);
        TLanes power = TLanes.ShiftLeft(t + _exponent, 52);
        power = TLanes.AddBits(power, TLanes.Create(1.0));
        TLanes result = TLanes.MulAdd(power, TLanes.MulAdd(ExpPolynomial.Invoke(r), r * r, r), power);
        return TLanes.ZeroWhereLess(result, d, _lowest);
    }

    public double LogSum(double sum) => _shift + Math.Log(sum);
}
