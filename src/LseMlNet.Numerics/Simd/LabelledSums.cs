using System.Numerics;
using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// The sums of <see cref="LabelledTotals"/> over a row of floats or doubles, in one pass after the maximum. Both types are computed in
/// double precision, because sums of millions of such rows are compared in their last digits.
/// </summary>
/// <typeparam name="TLanes">A register.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TNeeds">Which sums are needed.</typeparam>
internal static unsafe class LabelledSums<TLanes, T, TNeeds>
    where TLanes : unmanaged, IDoubles<TLanes>
    where T : unmanaged
    where TNeeds : struct, ILabelledNeeds
{
    private const double EighthOfLog2 = 0.08664339756999316;

    /// <summary>
    /// Smaller exponentials count as 0. They would be subnormal, and they would not change any sum of a row, because the maximum adds 1.
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
    /// <param name="totals">Receives the sums. If the maximum is not finite, only the maximum is set.</param>
    [MethodImpl(Kernel.Options)]
    public static void OfRow(T* logits, int length, int label, double inverse, LabelledTotals* totals)
    {
        // 1. Load the elements that do not fill a register, followed by −∞.
        double* buffer = stackalloc double[LongestRegister];
        int whole = length & -TLanes.Count;
        TLanes end = LoadEnd(logits + whole, length - whole, buffer);

        // 2. Find the maximum. It may hide a NaN, but the sums do not.
        TLanes first = end;
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
        TLanes others = zero, weighted = zero, weightedSquares = zero, weightedCubes = zero, squares = zero;
        TLanes otherTotal = zero, weightedTotal = zero, weightedSquareTotal = zero, weightedCubeTotal = zero, squareTotal = zero;
        int equal = 0, rank = 0;
        for (int i = 0; ;)
        {
            int stop = Math.Min(length, i + BlockRegisters * TLanes.Count);
            for (; i < stop; i += TLanes.Count)
            {
                TLanes x = i < whole ? Load(logits + i) : end;
                TLanes d = (x - maxima) * factor;
                TLanes clamped = TLanes.Max(lowest, d);
                TLanes e = TLanes.WhereLess(d, lowest, zero, Exp(clamped, scale));
                // The maxima are counted, so that a small sum of the others keeps its digits.
                equal += TLanes.CountEqual(d, zero);
                e = TLanes.WhereEqual(d, zero, zero, e);
                TLanes product = e * clamped;
                others += e;
                weighted += product;
                if (TNeeds.Derivatives)
                {
                    product *= clamped;
                    weightedSquares += product;
                    weightedCubes = TLanes.MulAdd(product, clamped, weightedCubes);
                }

                if (TNeeds.Metrics)
                {
                    squares = TLanes.MulAdd(e, e, squares);
                    // A class ranks before the label if its logit is larger, or equal and earlier.
                    uint before = TLanes.MaskLess(own, x);
                    if (i <= label)
                    {
                        TLanes.Store(e, buffer);
                        uint earlier = (1u << Math.Min(label - i, TLanes.Count)) - 1;
                        before |= earlier & ~TLanes.MaskLess(x, own);
                    }

                    rank += BitOperations.PopCount(before);
                }
            }

            otherTotal += others;
            weightedTotal += weighted;
            weightedSquareTotal += weightedSquares;
            weightedCubeTotal += weightedCubes;
            squareTotal += squares;
            if (i >= length)
            {
                break;
            }

            others = weighted = weightedSquares = weightedCubes = squares = zero;
        }

        totals->Equal = equal;
        totals->Others = TLanes.SumAcross(otherTotal);
        totals->Weighted = TLanes.SumAcross(weightedTotal);
        totals->WeightedSquares = TLanes.SumAcross(weightedSquareTotal);
        totals->WeightedCubes = TLanes.SumAcross(weightedCubeTotal);
        totals->Squares = TLanes.SumAcross(squareTotal);
        totals->Rank = rank;
        totals->LabelPower = label < 0 || !TNeeds.Metrics ? double.NaN : buffer[label & (TLanes.Count - 1)];
        totals->Label = (TLanes.First(own) - maximum) * inverse;
    }

    /// <summary>
    /// Returns e^d for d from −708 to 0. Its relative error, about 2⁻⁵³ · (1 + |d| / 2), is smaller than the error from the rounding of d,
    /// so it needs no second part of log 2 or of the table, unlike <see cref="DoubleExp{TLanes}"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Exp(TLanes d, DoubleScale* scale)
    {
        if (!TLanes.HasTable)
        {
            TLanes wholePower = DoubleExp<TLanes>.Parts(d, TLanes.Create(1), scale, out TLanes wholeRest);
            return TLanes.MulAdd(wholePower, wholeRest, wholePower);
        }

        TLanes nearest = TLanes.Create(DoubleScale.NearestInteger);
        TLanes biased = TLanes.MulAdd(d, TLanes.Create(scale->Log2EByEight), nearest);
        TLanes r = TLanes.MulAdd(biased - nearest, TLanes.Create(-EighthOfLog2), d);
        TLanes p = TLanes.MulAdd(TLanes.Create(scale->S7), r, TLanes.Create(scale->S6));
        p = TLanes.MulAdd(p, r, TLanes.Create(scale->S5));
        p = TLanes.MulAdd(p, r, TLanes.Create(scale->S4));
        p = TLanes.MulAdd(p, r, TLanes.Create(scale->S3));
        p = TLanes.MulAdd(p, r, TLanes.Create(scale->S2));
        TLanes rest = TLanes.MulAdd(p, r * r, r);
        TLanes power = TLanes.AddBits(TLanes.Lookup(TLanes.Table, biased), TLanes.ShiftLeft(biased, 49));
        return TLanes.MulAdd(power, rest, power);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Load(T* source) => typeof(T) == typeof(float) ? TLanes.LoadWidened((float*)source) : TLanes.Load((double*)source);

    /// <summary>Loads the last elements, which do not fill a register, followed by −∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes LoadEnd(T* source, int count, double* buffer)
    {
        if (count == 0)
        {
            return TLanes.Create(double.NegativeInfinity);
        }

        if (typeof(T) == typeof(float))
        {
            return TLanes.LoadWidenedPartial((float*)source, count);
        }

        for (int i = 0; i < TLanes.Count; i++)
        {
            buffer[i] = i < count ? ((double*)source)[i] : double.NegativeInfinity;
        }

        return TLanes.Load(buffer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double At(T* source, int index) => typeof(T) == typeof(float) ? ((float*)source)[index] : ((double*)source)[index];
}
