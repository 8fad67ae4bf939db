using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>The steps of summing exponentials in two registers, where the second collects the digits that the first cannot hold.</summary>
internal static unsafe class DoubleTotal<TLanes>
    where TLanes : unmanaged, IDoubles<TLanes>
{
    /// <summary>After this many additions, the low sums move to the high ones, before their own rounding errors matter.</summary>
    public const int Additions = 8;

    /// <summary>
    /// The initial value of the high register: a power of two that no exponential reaches. The sum is then always at least as large as
    /// the term, so three operations find the rounding error of an addition.
    /// </summary>
    public const double Start = 2 * DoubleScale.Headroom;

    /// <summary>
    /// Adds an exponential p · (1 + q) after rounding it, so that a row with one finite element sums to it exactly. The
    /// term is 0 if x is too far below the maximum.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Add(TLanes x, TLanes lowest, TLanes power, TLanes rest, ref TLanes high, ref TLanes low)
    {
        TLanes e = TLanes.WhereLess(x, lowest, TLanes.Create(0), TLanes.MulAdd(power, rest, power));
        TLanes next = high + e;
        low += e - (next - high);
        high = next;
        return e;
    }

    /// <summary>
    /// Adds the exponential of x, unless x equals the maximum. If <paramref name="weighted"/>, also adds e · (m − x) and e · (m − x)².
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(
        TLanes x, TLanes maximum, TLanes lowest, TLanes start, DoubleScale* scale, bool weighted,
        ref TLanes high, ref TLanes low, ref TLanes mean, ref TLanes square)
    {
        // The exponential does not depend on the maximum, so that a short row need not wait for it. Excluded elements become 0 at the end.
        TLanes zero = TLanes.Create(0);
        TLanes power = DoubleExp<TLanes>.Parts(x, start, scale, out TLanes rest);
        power = TLanes.WhereLess(x, lowest, zero, TLanes.WhereEqual(x, maximum, zero, power));
        rest = TLanes.WhereLess(x, lowest, zero, rest);
        TLanes next = high + power;
        low += TLanes.MulAdd(power, rest, power - (next - high));
        high = next;
        if (weighted)
        {
            TLanes distance = TLanes.WhereLess(x, lowest, zero, maximum - x);
            TLanes product = power * distance;
            TLanes term = TLanes.MulAdd(product, rest, product);
            mean += term;
            square = TLanes.MulAdd(term, distance, square);
        }
    }

    /// <summary>Moves as much of the low sum to the high sum as the high sum can hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TakeOver(ref TLanes high, ref TLanes low)
    {
        TLanes next = high + low;
        low -= next - high;
        high = next;
    }

    /// <summary>Moves a sum of a few terms to a total in two parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Move(ref TLanes sum, ref TLanes total, ref TLanes totalLow)
    {
        total = DoubleLog<TLanes>.Sum(total, sum, out TLanes lost);
        totalLow += lost;
        sum = TLanes.Create(0);
    }

    /// <summary>
    /// Turns sums of several rows, one in each lane, into the logarithm and the two weighted means. <paramref name="equal"/> is the number
    /// of elements that equal the maximum.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Finish(
        TLanes maximum, TLanes high, TLanes low, TLanes equal, DoubleScale* scale, bool weighted, out TLanes logLow, ref TLanes mean,
        ref TLanes square)
    {
        // The exponential of the maximum is 2^100 · (1 + rest).
        _ = DoubleExp<TLanes>.Parts(maximum, TLanes.Create(0), scale, out TLanes rest);
        TLanes e = TLanes.Create(DoubleScale.Headroom);
        TLanes others = equal - TLanes.Create(1);
        rest *= e;
        high = DoubleLog<TLanes>.Sum(others * e, high, out TLanes lost);
        low = TLanes.MulAdd(others, rest, lost + low);
        if (weighted)
        {
            TLanes sum = e + high + (rest + low);
            mean /= sum;
            square /= sum;
        }

        return DoubleLog<TLanes>.OfSum(rest, high, low, out logLow);
    }

    /// <summary>
    /// Turns the logarithm into numbers for which ((x − H) · 1/T) + rest is the log-probability: H is about T · log-sum-exp.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Shift(TLanes maximum, TLanes log, TLanes logLow, DoubleScale* scale, out TLanes rest)
    {
        TLanes inverse = TLanes.Create(scale->Inverse);
        TLanes shift = TLanes.MulAdd(log, TLanes.Create(scale->Temperature), maximum);
        TLanes moved = DoubleLog<TLanes>.Sum(shift, TLanes.Create(0) - maximum, out TLanes lost);
        rest = TLanes.FusedMulAdd(moved, inverse, TLanes.Create(0) - log)
            + (TLanes.MulAdd(moved, TLanes.Create(scale->InverseRest), lost * inverse) - logLow);
        return shift;
    }

    /// <summary>Returns e / Σ, given the numbers from <see cref="Reciprocal"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Quotient(TLanes e, TLanes high, TLanes low) => TLanes.IsFused ? TLanes.MulAdd(e, high, e * low) : e / high;

    /// <summary>
    /// Returns 1 / Σ in two parts, or Σ itself where products and sums are rounded separately,
    /// because a number divided by itself must be 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Reciprocal(TLanes sum, out TLanes low)
    {
        TLanes one = TLanes.Create(1);
        TLanes reciprocal = one / sum;
        low = TLanes.IsFused ? TLanes.MulAdd(TLanes.Create(0) - reciprocal, sum, one) * reciprocal : one;
        return TLanes.IsFused ? reciprocal : sum;
    }
}
