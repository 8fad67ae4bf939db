using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>
/// Exponentials e^(x / T) · 2^100 / 2^k, where k is chosen from the maximum of the row so that its exponential is about 2^100.
/// </summary>
internal static unsafe class DoubleExp<TLanes>
    where TLanes : unmanaged, IDoubles<TLanes>
{
    /// <summary>Returns 2^100 / 2^k for k = round(m / T · log₂ e), where m is the maximum of the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Start(TLanes maximum, DoubleScale* scale) => TLanes.SubtractBits(
        TLanes.Create(DoubleScale.Headroom),
        TLanes.ShiftLeft(TLanes.MulAdd(maximum, TLanes.Create(scale->Log2E), TLanes.Create(DoubleScale.NearestInteger)), 52));

    /// <summary>
    /// Returns a power of two p, and sets <paramref name="rest"/> to q: the exponential is p · (1 + q). Unlike a product, the two parts are
    /// not rounded to one double, and p is exact.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Parts(TLanes x, TLanes start, DoubleScale* scale, out TLanes rest)
    {
        // 1. x = t T log 2 + r, where t is an integer. The first step is exact.
        TLanes nearest = TLanes.Create(DoubleScale.NearestInteger);
        TLanes biased = TLanes.MulAdd(x, TLanes.Create(scale->Log2E), nearest);
        TLanes t = biased - nearest;
        TLanes r = TLanes.MulAdd(t, TLanes.Create(scale->Low), TLanes.MulAdd(t, TLanes.Create(scale->High), x));
        // 2. q = e^(r / T) − 1, in pairs of powers, because a short row waits for the result.
        TLanes square = r * r;
        TLanes fourthPower = square * square;
        TLanes q = TLanes.MulAdd(TLanes.Create(scale->C11), r, TLanes.Create(scale->C10));
        TLanes upper = TLanes.MulAdd(TLanes.Create(scale->C9), r, TLanes.Create(scale->C8));
        upper = TLanes.MulAdd(upper, square, TLanes.MulAdd(TLanes.Create(scale->C7), r, TLanes.Create(scale->C6)));
        TLanes lower = TLanes.MulAdd(TLanes.Create(scale->C5), r, TLanes.Create(scale->C4));
        lower = TLanes.MulAdd(lower, square, TLanes.MulAdd(TLanes.Create(scale->C3), r, TLanes.Create(scale->C2)));
        q = TLanes.MulAdd(TLanes.MulAdd(q, fourthPower, upper), fourthPower, lower);
        rest = TLanes.MulAdd(q, square, r * TLanes.Create(scale->C1));
        // 3. p = 2^t.
        return TLanes.AddBits(TLanes.ShiftLeft(biased, 52), start);
    }

    /// <summary>Does the same with a table, on registers that have one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes PartsOfTable(TLanes x, TLanes table, DoubleScale* scale, out TLanes rest)
    {
        if (!TLanes.HasTable)
        {
            return Parts(x, table, scale, out rest);
        }

        TLanes nearest = TLanes.Create(DoubleScale.NearestInteger);
        TLanes biased = TLanes.MulAdd(x, TLanes.Create(scale->Log2EByEight), nearest);
        TLanes t = biased - nearest;
        TLanes r = TLanes.MulAdd(t, TLanes.Create(scale->LowByEight), TLanes.MulAdd(t, TLanes.Create(scale->HighByEight), x));
        TLanes p = TLanes.MulAdd(TLanes.Create(scale->S7), r, TLanes.Create(scale->S6));
        p = TLanes.MulAdd(p, r, TLanes.Create(scale->S5));
        p = TLanes.MulAdd(p, r, TLanes.Create(scale->S4));
        p = TLanes.MulAdd(p, r, TLanes.Create(scale->S3));
        p = TLanes.MulAdd(p, r, TLanes.Create(scale->S2));
        rest = TLanes.MulAdd(p, r * r, TLanes.MulAdd(r, TLanes.Create(scale->C1), TLanes.Lookup(TLanes.TableRest, biased)));
        return TLanes.AddBits(TLanes.Lookup(table, biased), TLanes.ShiftLeft(biased, 49));
    }

    /// <summary>Returns the table of <see cref="PartsOfTable"/>, multiplied by <see cref="Start"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes StartOfTable(TLanes maximum, DoubleScale* scale)
    {
        TLanes start = Start(maximum, scale);
        return TLanes.HasTable ? TLanes.AddBits(TLanes.Table, TLanes.SubtractBits(start, TLanes.Create(1))) : start;
    }
}
