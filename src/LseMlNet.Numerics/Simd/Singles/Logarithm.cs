using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>Natural logarithms accurate to 2^-45, which is more than enough for a float.</summary>
internal static class Logarithm
{
    private const double RootOfHalf = 0.7071067811865476;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OnePlus(double x) => Doubles128.First(OnePlus(Doubles128.Create(x)));

    /// <summary>Returns log(1 + x) for x ≥ 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes OnePlus<TLanes>(TLanes x)
        where TLanes : unmanaged, IDoubles<TLanes>
    {
        // 1. Split 1 + x = 2^k (1 + f) with 1 + f in [√½, √2). The rounding error of 1 + x matters only where k = 0 and f is small,
        // so it is not scaled.
        TLanes one = TLanes.Create(1);
        TLanes sum = one + x;
        TLanes rest = TLanes.ZeroWhereLess(x - (sum - one), one, x);
        TLanes k = TLanes.ShiftRight(TLanes.SubtractBits(sum, TLanes.Create(RootOfHalf)), 52);
        TLanes f = TLanes.SubtractBits(sum, TLanes.ShiftLeft(k, 52)) - one + rest;
        TLanes integer = TLanes.Create(4503599627370496); // 2^52: an integer added to its bits is added to its value.
        k = TLanes.AddBits(k, integer) - integer;
        // 2. Evaluate log(1 + f) = 2 artanh u with u = f / (2 + f); exp.sollya finds the polynomial.
        TLanes u = f / (f + TLanes.Create(2));
        TLanes square = u * u;
        TLanes first = TLanes.MulAdd(TLanes.Create(0.6666666667967717785), square, TLanes.Create(1.99999999999994671));
        TLanes second = TLanes.MulAdd(TLanes.Create(0.2857216904617837505), square, TLanes.Create(0.399999948631055202));
        TLanes third = TLanes.MulAdd(TLanes.Create(0.19609788035668832), square, TLanes.Create(0.2217413123301046063));
        TLanes fourthPower = square * square;
        TLanes p = TLanes.MulAdd(TLanes.MulAdd(third, fourthPower, second), fourthPower, first);
        return TLanes.MulAdd(k, TLanes.Create(0.6931471805599453), p * u);
    }
}
