using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Scalar;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>The entropy of rows of floats: log Σ − Σ e^d d / Σ with d = (x − m) / T.</summary>
internal readonly unsafe struct EntropyRows(float* logits, float* results, int length, SingleScale* scale) : ISingleOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<TLanes, TShortExp, TExp, TWide>(int first, int end, int threads)
        where TLanes : unmanaged, ISingles<TLanes>
        where TShortExp : struct, ISingleExp<TShortExp, TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide>
    {
        for (int row = first; row < end; row++)
        {
            float* x = logits + (nint)row * length;
            results[row] = length > SingleKernels.LongestShortRow && SingleKernels.Has256
                ? Entropy<TLanes, TWide>.OfRow(x, length, in *scale)
                : Entropy<TLanes, TWide>.OfShortRow(x, length, in *scale);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void RunScalar(int first, int end) =>
        new ScalarAxis<float>(logits, length, 1, scale->Temperature).Run(RowFunction.Entropy, null, results, first, end);
}

/// <summary>The entropy of a row of floats.</summary>
internal static unsafe class Entropy<TLanes, TWide>
    where TLanes : unmanaged, ISingles<TLanes>
    where TWide : unmanaged, IDoubles<TWide>
{
    /// <summary>Computes the entropy of a row that fills a register.</summary>
    [MethodImpl(Kernel.Options)]
    public static float OfRow(float* logits, int length, in SingleScale scale)
    {
        float maximum = LongRow<TLanes, SingleExp<TLanes>, TWide>.Maximum(logits, length, out float minimum);
        bool isCentral = scale.IsCentral(minimum, maximum);
        double sum = 0;
        double weighted = 0;
        for (int block = 0; block < RowBlocks.Count(length); block++)
        {
            float* start = logits + RowBlocks.Start(block);
            int count = RowBlocks.Length(block, length);
            double part;
            sum += isCentral
                ? Sums<CentralRow>(start, count, maximum, &part, in scale)
                : Sums<ShiftedRow>(start, count, maximum, &part, in scale);
            weighted += part;
        }

        double log = LogSum<TLanes, TWide>.Log(sum, isCentral, maximum, in scale);
        return log >= 0.25 ? (float)(log - weighted * scale.Inverse / sum) : OfShortRow(logits, length, in scale);
    }

    /// <summary>Computes the entropy in double precision, so that it keeps its digits where few elements matter.</summary>
    [MethodImpl(Kernel.Options)]
    public static float OfShortRow(float* logits, int length, in SingleScale scale)
    {
        float maximum = LogSum.Special(logits, length);
        Moments<TWide>.OfRow(logits, length, maximum, scale.Inverse, out double others, out double weighted);
        return float.IsFinite(maximum) ? (float)(Logarithm.OnePlus(others) - weighted / (1 + others)) : float.NaN;
    }

    /// <summary>Returns the sum of the scaled exponentials of a block, and the sum of their products with x − m.</summary>
    [MethodImpl(Kernel.Options)]
    private static double Sums<TRange>(float* logits, int length, float maximum, double* weighted, in SingleScale scale)
        where TRange : struct, IRange
    {
        TLanes maxima = TLanes.Create(maximum);
        SingleExp<TLanes> exp = SingleExp<TLanes>.Create<TRange>(in scale, maxima);
        TLanes start = SingleTotal<TLanes, TWide>.Start<TRange>(in scale, maxima);
        TLanes largest = exp.Clamp<TRange>(maxima);
        TLanes high = start;
        TLanes low = TLanes.Create(0);
        TWide lower = TWide.Create(0);
        TWide upper = lower;
        int last = length - TLanes.Count;
        // The last register overlaps the one before. Elements that both contain are added once.
        int i = last;
        int kept = (length - 1) % TLanes.Count + 1;
        for (int next = 0; ; next += TLanes.Count)
        {
            TLanes x = TLanes.Load(logits + i);
            TLanes whole = exp.Parts<TRange>(x, out TLanes rest);
            if (next == 0)
            {
                whole = TLanes.KeepLast(whole, kept);
            }

            SingleTotal<TLanes, TWide>.Add(whole, rest, ref high, ref low);
            TLanes product = TLanes.MulAdd(whole, rest, whole) * (exp.Clamp<TRange>(x) - largest);
            lower += TLanes.WidenLower<TWide>(product);
            upper += TLanes.WidenUpper<TWide>(product);
            if (next >= last)
            {
                break;
            }

            if (next % (SingleTotal<TLanes, TWide>.Registers * TLanes.Count) == 0)
            {
                SingleTotal<TLanes, TWide>.TakeOver(ref high, ref low);
            }

            i = next;
        }

        *weighted = TWide.SumAcross(lower + upper);
        return SingleTotal<TLanes, TWide>.Value(high, low, start);
    }
}
