using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// Computes as many positions as a register has lanes, one in each lane. The classes of a position are <c>stride</c> elements apart, so
/// every step uses whole registers, however few classes there are. With at most <see cref="SingleKernels.LongestShortRow"/> classes,
/// the arithmetic and its order are the same as for a single row, and so are the bits of the results.
/// </summary>
internal static unsafe partial class Tile<TLanes, TShortExp, TExp, TWide>
    where TLanes : unmanaged, ISingles<TLanes>
    where TShortExp : struct, ISingleExp<TShortExp, TLanes>
    where TExp : struct, ISingleExp<TExp, TLanes>
    where TWide : unmanaged, IDoubles<TWide>
{
    private const int Longest = SingleKernels.LongestShortRow;

    /// <summary>Computes the softmax of consecutive groups of positions. It can work in place.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Softmax(float* logits, float* probabilities, int classes, nint stride, int groups, in SingleScale scale)
    {
        byte* memory = stackalloc byte[Longest * sizeof(TLanes) * 2 + CacheLine.Bytes];
        double* powers = (double*)CacheLine.Start(memory);
        for (; groups > 0; groups--, logits += TLanes.Count, probabilities += TLanes.Count)
        {
            bool isCentral = IsCentral(logits, classes, stride, in scale);
            if (classes > Longest)
            {
                if (isCentral)
                {
                    Softmax<CentralRow>(logits, probabilities, classes, stride, in scale);
                }
                else
                {
                    Softmax<ShiftedRow>(logits, probabilities, classes, stride, in scale);
                }

                continue;
            }

            if (isCentral)
            {
                Powers<CentralRow>(logits, powers, classes, stride, in scale);
            }
            else
            {
                Powers<ShiftedRow>(logits, powers, classes, stride, in scale);
            }

            Divide(powers, probabilities, classes, stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Maximum(float* logits, int classes, nint stride)
    {
        // On processors where Max returns its second operand for NaN, an accumulator that starts as NaN would ignore the
        // rest of its lane. Max with −∞ prevents this.
        TLanes maximum = TLanes.Max(TLanes.Load(logits), TLanes.Create(float.NegativeInfinity));
        for (int i = 1; i < classes; i++)
        {
            maximum = TLanes.Max(TLanes.Load(logits + i * stride), maximum);
        }

        return maximum;
    }

    // A NaN passes this test, and it can hide other elements of its lane from the minimum and the maximum. The slow path must
    // therefore not rely on these two.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsCentral(float* logits, int classes, nint stride, in SingleScale scale)
    {
        TLanes smallest = TLanes.Load(logits);
        TLanes largest = smallest;
        for (int i = 1; i < classes; i++)
        {
            TLanes x = TLanes.Load(logits + i * stride);
            smallest = TLanes.Min(x, smallest);
            largest = TLanes.Max(x, largest);
        }

        return CentralRow.Allows(in scale, smallest, largest);
    }

    [MethodImpl(Kernel.Options)]
    private static void Powers<TRange>(float* logits, double* powers, int classes, nint stride, in SingleScale scale)
        where TRange : struct, IRange
    {
        TShortExp exp = TShortExp.Create<TRange>(in scale, TRange.Shifts ? Maximum(logits, classes, stride) : default);
        for (int i = 0; i < classes; i++)
        {
            TLanes whole = exp.Parts<TRange>(TLanes.Load(logits + i * stride), out TLanes rest);
            TWide lower = TLanes.WidenLower<TWide>(whole);
            TWide upper = TLanes.WidenUpper<TWide>(whole);
            TWide.Store(TWide.MulAdd(lower, TLanes.WidenLower<TWide>(rest), lower), powers + i * TLanes.Count);
            TWide.Store(TWide.MulAdd(upper, TLanes.WidenUpper<TWide>(rest), upper), powers + i * TLanes.Count + TWide.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Divide(double* powers, float* probabilities, int classes, nint stride)
    {
        for (int half = 0; half < TLanes.Count; half += TWide.Count, powers += TWide.Count, probabilities += TWide.Count)
        {
            TWide reciprocal = TWide.Create(1) / SumInOrder(powers, classes);
            for (int i = 0; i < classes; i++)
            {
                TWide.StoreNarrowed(TWide.Load(powers + i * TLanes.Count) * reciprocal, probabilities + i * stride);
            }
        }
    }

    /// <summary>Adds the elements in the order in which the lanes of a single row are added: one half onto the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide SumInOrder(double* powers, int classes) =>
        Lane(powers, classes, 0) + Lane(powers, classes, 2) + (Lane(powers, classes, 1) + Lane(powers, classes, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Lane(double* powers, int classes, int lane) => classes < 8
        ? Terms(powers, classes, lane, 4)
        : Terms(powers, classes, lane, 8) + Terms(powers, classes, lane + 4, 8);

    /// <summary>
    /// Adds one element of a row's first register, and the element in the same lane of its last register unless the first contains
    /// it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Terms(double* powers, int classes, int lane, int width)
    {
        if (lane >= classes)
        {
            return TWide.Create(0);
        }

        int other = classes - width + lane;
        TWide term = TWide.Load(powers + lane * TLanes.Count);
        return other < width ? term : term + TWide.Load(powers + other * TLanes.Count);
    }

    /// <summary>
    /// Evaluates each exponential twice, for the sum and for the quotient. For many classes, this is faster than keeping both
    /// parts, and rounds each result only once.
    /// </summary>
    [MethodImpl(Kernel.Options)]
    private static void Softmax<TRange>(float* logits, float* probabilities, int classes, nint stride, in SingleScale scale)
        where TRange : struct, IRange
    {
        TLanes maximum = Maximum(logits, classes, stride);
        TExp exp = TExp.Create<TRange>(in scale, maximum);
        TLanes start = SingleTotal<TLanes, TWide>.Start<TRange>(in scale, maximum);
        TLanes high = start;
        TLanes low = TLanes.Create(0);
        TLanes rest;
        for (int i = 0; ;)
        {
            int stop = Math.Min(classes, i + SingleTotal<TLanes, TWide>.Registers);
            for (; i < stop; i++)
            {
                TLanes whole = exp.Parts<TRange>(TLanes.Load(logits + i * stride), out rest);
                SingleTotal<TLanes, TWide>.Add(whole, rest, ref high, ref low);
            }

            if (i >= classes)
            {
                break;
            }

            SingleTotal<TLanes, TWide>.TakeOver(ref high, ref low);
        }

        Reciprocal(high - start, low, out TLanes reciprocal, out TLanes reciprocalLow);
        for (int i = 0; i < classes; i++)
        {
            TLanes whole = exp.Parts<TRange>(TLanes.Load(logits + i * stride), out rest);
            TLanes.Store(Quotient<TLanes>.Of(whole, rest, reciprocal, reciprocalLow), probabilities + i * stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reciprocal(TLanes high, TLanes low, out TLanes reciprocal, out TLanes reciprocalLow)
    {
        TWide one = TWide.Create(1);
        TWide lower = one / (TLanes.WidenLower<TWide>(high) + TLanes.WidenLower<TWide>(low));
        TWide upper = one / (TLanes.WidenUpper<TWide>(high) + TLanes.WidenUpper<TWide>(low));
        reciprocal = TLanes.Narrow(lower, upper);
        reciprocalLow = TLanes.Narrow(lower - TLanes.WidenLower<TWide>(reciprocal), upper - TLanes.WidenUpper<TWide>(reciprocal));
    }
}
