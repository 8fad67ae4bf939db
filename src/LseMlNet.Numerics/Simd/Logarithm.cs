using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>Natural logarithms to 2^-45, ample for a float.</summary>
internal static class Logarithm
{
    private const double RootOfHalf = 0.7071067811865476;
    private const int Lifted = 512;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OnePlus(double x) => Lanes128<double>.First(OnePlus(Lanes128<double>.Create(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(double x) => Lanes128<double>.First(Of(Lanes128<double>.Create(x)));

    /// <summary>log x for x from 2^-500 to 2^500; NaN for NaN and infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes, double> =>
        // The exponent is found as a number without a sign.
        OfSum(TLanes.AddBits(x, TLanes.Create(BitConverter.Int64BitsToDouble((long)Lifted << 52))), x - x, Lifted);

    /// <summary>log(1 + x) for x ≥ 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes OnePlus<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes, double>
    {
        TLanes one = TLanes.Create(1);
        TLanes sum = one + x;
        return OfSum(sum, x - (sum - one), 0);
    }

    /// <summary>log((sum + rest) / 2^lifted) for a sum from 1, of which the rest is at most an ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes OfSum<TLanes>(TLanes sum, TLanes rest, int lifted)
        where TLanes : unmanaged, ILanes<TLanes, double>
    {
        // sum = 2^k (1 + f) with 1 + f in [√½, √2). The rest counts where k = 0 and f is small; elsewhere it is nothing.
        TLanes root = TLanes.Create(RootOfHalf);
        TLanes k = TLanes.ShiftRight(TLanes.SubtractBits(sum, root), 52);
        TLanes f = TLanes.SubtractBits(sum, TLanes.ShiftLeft(k, 52)) - TLanes.Create(1) + rest;
        const double Integer = 4503599627370496; // 2^52: an integer in its low bits is added to it.
        k = TLanes.AddBits(k, TLanes.Create(Integer)) - TLanes.Create(Integer + lifted);
        // log(1 + f) = 2 artanh u with u = f / (2 + f); exp.sollya
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
