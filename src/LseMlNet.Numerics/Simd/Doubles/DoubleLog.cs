using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>The logarithm of a row's sum, in two parts.</summary>
internal static unsafe class DoubleLog<TLanes>
    where TLanes : unmanaged, IDoubles<TLanes>
{
    /// <summary>
    /// Computes log(1 + A / E). A is the sum, in two parts, of all exponentials except that of the maximum, and E is the exponential of the
    /// maximum: 2^100 and a rest. One division suffices, and nothing cancels, however small A is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes OfSum(TLanes eRest, TLanes a, TLanes aRest, out TLanes low)
    {
        TLanes e = TLanes.Create(DoubleScale.Headroom) + eRest;
        TLanes eLow = eRest - (e - TLanes.Create(DoubleScale.Headroom));
        TLanes sumOfParts = a + aRest;
        TLanes aLow = aRest - (sumOfParts - a);
        a = sumOfParts;
        TLanes one = TLanes.Create(1);
        // 1. Divide E + A by 2^k, so that its quotient with E is between 0.6 and 1.6.
        TLanes sum = Sum(e, a, out TLanes sumLow);
        TLanes half = TLanes.Create(BitConverter.Int64BitsToDouble(1L << 51));
        TLanes bits = TLanes.ShiftRight(TLanes.AddBits(TLanes.SubtractBits(sum, e), half), 52);
        TLanes integer = TLanes.Create(4503599627370496); // 2^52: an integer added to the bits of this number is added to its value.
        TLanes k = TLanes.AddBits(bits, integer) - integer;
        TLanes power = TLanes.SubtractBits(one, TLanes.ShiftLeft(bits, 52));
        // 2. v = 2 n / (2 E + n) in two parts, where n = (E + A) / 2^k − E, which is A if k is 0.
        TLanes n = TLanes.WhereLess(k, one, a, TLanes.MulAdd(sum, power, TLanes.Create(0) - e));
        TLanes nLow = TLanes.WhereLess(k, one, aLow, TLanes.MulAdd(sumLow + (eLow + aLow), power, TLanes.Create(0) - eLow));
        TLanes twice = e + e;
        TLanes d = twice + n;
        TLanes dLow = n - (d - twice) + (nLow + eLow + eLow);
        n += n;
        TLanes v = n / d;
        TLanes vLow = (TLanes.FusedMulAdd(TLanes.Create(0) - v, d, n) + (nLow + nLow - v * dLow)) * (one / d);
        // 3. log = k log 2 + 2 artanh(v / 2). The coefficients are those of its series in v², fitted to the range of v.
        TLanes square = v * v;
        TLanes first = TLanes.MulAdd(TLanes.Create(1.2500000000000087e-2), square, TLanes.Create(8.333333333333333e-2));
        TLanes second = TLanes.MulAdd(TLanes.Create(4.340277745813588e-4), square, TLanes.Create(2.232142857194934e-3));
        TLanes third = TLanes.MulAdd(TLanes.Create(1.877907543594262e-5), square, TLanes.Create(8.877848645371623e-5));
        TLanes fourth = TLanes.MulAdd(TLanes.Create(8.697728391712074e-7), square, TLanes.Create(4.075918822457045e-6));
        TLanes fourthPower = square * square;
        fourth = TLanes.MulAdd(TLanes.Create(2.589943833240824e-7), fourthPower, fourth);
        first = TLanes.MulAdd(second, fourthPower, first);
        third = TLanes.MulAdd(fourth, fourthPower, third);
        first = TLanes.MulAdd(third, fourthPower * fourthPower, first);
        TLanes whole = k * TLanes.Create(0.6931471805592082);
        TLanes log = whole + v;
        vLow = TLanes.MulAdd(k, TLanes.Create(7.371002565167799e-13), v - (log - whole) + vLow);
        low = TLanes.MulAdd(first, square * v, vLow);
        return log;
    }

    /// <summary>Computes a + b exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sum(TLanes a, TLanes b, out TLanes low)
    {
        TLanes sum = a + b;
        TLanes back = sum - a;
        low = a - (sum - back) + (b - back);
        return sum;
    }
}
