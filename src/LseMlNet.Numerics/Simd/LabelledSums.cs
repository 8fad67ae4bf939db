using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// The sums of <see cref="LabelledTotals"/> over a row of floats or doubles, in one pass after the maximum. Both types are computed in
/// double precision: sums of millions of such rows are compared in their last digits.
/// </summary>
/// <typeparam name="TLanes">A register.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal static unsafe class LabelledSums<TLanes, T>
    where TLanes : unmanaged, IDoubles<TLanes>
    where T : unmanaged
{
    /// <summary>
    /// Smaller exponentials count as 0. They would be subnormal, and no sum of a row would notice them, because the maximum adds 1.
    /// </summary>
    private const double Lowest = -708;

    /// <summary>After this many registers, the sums move to totals, so that a long row does not lose digits.</summary>
    private const int BlockRegisters = 64;

    private const int LongestRegister = 8;

    /// <summary>Sums over a row that is not empty.</summary>
    /// <param name="logits">The row.</param>
    /// <param name="length">The number of logits.</param>
    /// <param name="label">The index of the label, or −1 if there is none.</param>
    /// <param name="inverse">1 / T.</param>
    /// <param name="totals">Receives the sums. If the maximum is not finite, it is the only one that is set.</param>
    [MethodImpl(Kernel.Options)]
    public static void OfRow(T* logits, int length, int label, double inverse, LabelledTotals* totals)
    {
        // 1. Copy the elements that do not fill a register, followed by −∞.
        double* end = stackalloc double[LongestRegister];
        int whole = length & -TLanes.Count;
        for (int i = 0; i < TLanes.Count; i++)
        {
            end[i] = whole + i < length ? At(logits, whole + i) : double.NegativeInfinity;
        }

        // 2. Find the maximum. It may hide a NaN, which the sums do not.
        TLanes first = TLanes.Load(end);
        TLanes second = first, third = first, fourth = first;
        int next = 0;
        for (; next <= whole - 4 * TLanes.Count; next += 4 * TLanes.Count)
        {
            first = TLanes.Max(Load(logits + next), first);
            second = TLanes.Max(Load(logits + next + TLanes.Count), second);
            third = TLanes.Max(Load(logits + next + 2 * TLanes.Count), third);
            fourth = TLanes.Max(Load(logits + next + 3 * TLanes.Count), fourth);
        }

        for (; next < whole; next += TLanes.Count)
        {
            first = TLanes.Max(Load(logits + next), first);
        }

        double maximum = TLanes.MaxAcross(TLanes.Max(TLanes.Max(first, second), TLanes.Max(third, fourth)));
        totals->Maximum = maximum;
        if (!double.IsFinite(maximum))
        {
            return;
        }

        // 3. Sum over d = (x − m) / T.
        TLanes zero = TLanes.Create(0);
        TLanes one = TLanes.Create(1);
        TLanes lowest = TLanes.Create(Lowest);
        TLanes maxima = TLanes.Create(maximum);
        TLanes factor = TLanes.Create(inverse);
        DoubleScale* scale = DoubleScale.One;
        TLanes own = TLanes.Create(label < 0 ? double.NaN : At(logits, label));
        TLanes equal = zero, rank = zero;
        TLanes others = zero, weighted = zero, weightedSquares = zero, squares = zero;
        TLanes otherTotal = zero, weightedTotal = zero, weightedSquareTotal = zero, squareTotal = zero;
        for (int i = 0; ;)
        {
            int stop = Math.Min(length, i + BlockRegisters * TLanes.Count);
            for (; i < stop; i += TLanes.Count)
            {
                TLanes x = i < whole ? Load(logits + i) : TLanes.Load(end);
                TLanes d = (x - maxima) * factor;
                TLanes clamped = TLanes.Max(lowest, d);
                TLanes power = DoubleExp<TLanes>.PartsOfTable(clamped, TLanes.Table, scale, out TLanes rest);
                TLanes e = TLanes.WhereLess(d, lowest, zero, TLanes.MulAdd(power, rest, power));
                // The maxima are counted, so that a small sum of the others keeps its digits.
                equal += TLanes.WhereEqual(d, zero, one, zero);
                e = TLanes.WhereEqual(d, zero, zero, e);
                TLanes product = e * clamped;
                others += e;
                weighted += product;
                weightedSquares = TLanes.MulAdd(product, clamped, weightedSquares);
                squares = TLanes.MulAdd(e, e, squares);
                // A class ranks before the label if its logit is larger, or equal and earlier.
                TLanes larger = TLanes.WhereLess(own, x, one, zero);
                if (i <= label)
                {
                    TLanes notSmaller = TLanes.WhereLess(x, own, zero, one);
                    larger = TLanes.WhereLess(TLanes.Indices, TLanes.Create(label - i), notSmaller, larger);
                }

                rank += larger;
            }

            otherTotal += others;
            weightedTotal += weighted;
            weightedSquareTotal += weightedSquares;
            squareTotal += squares;
            if (i >= length)
            {
                break;
            }

            others = weighted = weightedSquares = squares = zero;
        }

        totals->Equal = TLanes.SumAcross(equal);
        totals->Others = TLanes.SumAcross(otherTotal);
        totals->Weighted = TLanes.SumAcross(weightedTotal);
        totals->WeightedSquares = TLanes.SumAcross(weightedSquareTotal);
        totals->Squares = TLanes.SumAcross(squareTotal);
        totals->Rank = TLanes.SumAcross(rank);
        totals->Label = (TLanes.First(own) - maximum) * inverse;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Load(T* source) => typeof(T) == typeof(float) ? TLanes.LoadWidened((float*)source) : TLanes.Load((double*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double At(T* source, int index) => typeof(T) == typeof(float) ? ((float*)source)[index] : ((double*)source)[index];
}
