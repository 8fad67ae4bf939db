using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// The softmax of rows of floats of up to two registers. Each exponential stays in two parts until it is divided by the sum, which
/// is computed in double precision. The arithmetic and its order are those of <see cref="Tile{TLanes, TShortExp, TExp, TWide}"/>.
/// </summary>
internal static unsafe class ShortRow<TLanes, TExp, TWide>
    where TLanes : unmanaged, ISingles<TLanes>
    where TExp : struct, ISingleExp<TExp, TLanes>
    where TWide : unmanaged, IDoubles<TWide>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SoftmaxAlone(float* logits, float* probabilities, int length, in SingleScale scale)
    {
        if (length == 0)
        {
            return;
        }

        if (length <= TLanes.Count)
        {
            if (OneRegister(logits, probabilities, length, 1, in scale) == 0)
            {
                OneShiftedRegister(logits, probabilities, length, in scale);
            }
        }
        else if (TwoRegisters(logits, probabilities, length, 1, in scale) == 0)
        {
            TwoShiftedRegisters(logits, probabilities, length, in scale);
        }
    }

    [MethodImpl(Kernel.Options)]
    public static void Softmax(float* logits, float* probabilities, int length, int rows, in SingleScale scale)
    {
        bool one = length <= TLanes.Count;
        int row = 0;
        while (true)
        {
            int start = row * length;
            row += one
                ? OneRegister(logits + start, probabilities + start, length, rows - row, in scale)
                : TwoRegisters(logits + start, probabilities + start, length, rows - row, in scale);
            if (row == rows)
            {
                return;
            }

            start = row * length;
            if (one)
            {
                OneShiftedRegister(logits + start, probabilities + start, length, in scale);
            }
            else
            {
                TwoShiftedRegisters(logits + start, probabilities + start, length, in scale);
            }

            row++;
        }
    }

    /// <summary>Processes rows up to the first that is not a <see cref="CentralRow"/>, and returns their number.</summary>
    /// <remarks>
    /// It calls no methods: each call would save the registers and then reload everything that is the same for all rows.
    /// </remarks>
    [MethodImpl(Kernel.Options)]
    private static int OneRegister(float* logits, float* probabilities, int length, int rows, in SingleScale scale)
    {
        TExp exp = TExp.Create<CentralRow>(in scale, default);
        for (int row = 0; row < rows; row++, logits += length, probabilities += length)
        {
            bool full = length == TLanes.Count;
            TLanes x = full ? TLanes.Load(logits) : TLanes.LoadPartial(logits, length, 0);
            if (!CentralRow.Allows(in scale, x, x))
            {
                return row;
            }

            TLanes whole = exp.Parts<CentralRow>(x, out TLanes rest);
            Divide(full ? whole : TLanes.KeepFirst(whole, length), rest, probabilities, length);
        }

        return rows;
    }

    [MethodImpl(Kernel.Options)]
    private static void OneShiftedRegister(float* logits, float* probabilities, int length, in SingleScale scale)
    {
        TLanes x = length == TLanes.Count ? TLanes.Load(logits) : TLanes.LoadPartial(logits, length, float.NegativeInfinity);
        float maximum = TLanes.MaxAcross(TLanes.Max(x, TLanes.Create(float.NegativeInfinity)));
        TLanes whole = TExp.Create<ShiftedRow>(in scale, TLanes.Create(maximum)).Parts<ShiftedRow>(x, out TLanes rest);
        Divide(whole, rest, probabilities, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Divide(TLanes whole, TLanes rest, float* probabilities, int length)
    {
        TWide lower = Lower(whole, rest);
        TWide upper = Upper(whole, rest);
        TWide reciprocal = TWide.Create(1 / TWide.SumAcross(Sum(lower, upper)));
        TLanes result = Product(lower, upper, reciprocal);
        if (length == TLanes.Count)
        {
            TLanes.Store(result, probabilities);
        }
        else
        {
            TLanes.StorePartial(result, probabilities, length);
        }
    }

    /// <inheritdoc cref="OneRegister"/>
    /// <remarks>
    /// Intermediate results stay in registers. The two registers overlap, so loading elements that both have
    /// stored would have to wait for both stores.
    /// </remarks>
    [MethodImpl(Kernel.Options)]
    private static int TwoRegisters(float* logits, float* probabilities, int length, int rows, in SingleScale scale)
    {
        TExp exp = TExp.Create<CentralRow>(in scale, default);
        for (int row = 0; row < rows; row++, logits += length, probabilities += length)
        {
            TLanes start = TLanes.Load(logits);
            TLanes end = TLanes.Load(logits + length - TLanes.Count);
            if (!CentralRow.Allows(in scale, TLanes.Min(start, end), TLanes.Max(start, end)))
            {
                return row;
            }

            start = exp.Parts<CentralRow>(start, out TLanes startRest);
            end = exp.Parts<CentralRow>(end, out TLanes endRest);
            Divide(start, startRest, end, endRest, probabilities, length);
        }

        return rows;
    }

    [MethodImpl(Kernel.Options)]
    private static void TwoShiftedRegisters(float* logits, float* probabilities, int length, in SingleScale scale)
    {
        TLanes start = TLanes.Load(logits);
        TLanes end = TLanes.Load(logits + length - TLanes.Count);
        float maximum = TLanes.MaxAcross(TLanes.Max(start, TLanes.Max(end, TLanes.Create(float.NegativeInfinity))));
        TExp exp = TExp.Create<ShiftedRow>(in scale, TLanes.Create(maximum));
        start = exp.Parts<ShiftedRow>(start, out TLanes startRest);
        end = exp.Parts<ShiftedRow>(end, out TLanes endRest);
        Divide(start, startRest, end, endRest, probabilities, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Divide(TLanes start, TLanes startRest, TLanes end, TLanes endRest, float* probabilities, int length)
    {
        int last = length - TLanes.Count;
        TWide startLower = Lower(start, startRest);
        TWide startUpper = Upper(start, startRest);
        TLanes others = TLanes.KeepLast(end, last);
        double sum = TWide.SumAcross(
            Sum(startLower + Lower(others, endRest), TWide.Count == TLanes.Count ? startUpper : startUpper + Upper(others, endRest)));
        if (sizeof(TLanes) == 64)
        {
            // Rows of this length are never transposed, so there are no bits to match, and the conversion to double would be slower.
            (float high, float low) = Quotient<TLanes>.Reciprocal(sum);
            TLanes.Store(Quotient<TLanes>.Of(start, startRest, TLanes.Create(high), TLanes.Create(low)), probabilities);
            TLanes.Store(Quotient<TLanes>.Of(end, endRest, TLanes.Create(high), TLanes.Create(low)), probabilities + last);
            return;
        }

        TWide reciprocal = TWide.Create(1 / sum);
        TLanes.Store(Product(startLower, startUpper, reciprocal), probabilities);
        TLanes.Store(Product(Lower(end, endRest), Upper(end, endRest), reciprocal), probabilities + last);
    }

    /// <summary>Returns the exponentials of the lower lanes as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Lower(TLanes whole, TLanes rest)
    {
        TWide wide = TLanes.WidenLower<TWide>(whole);
        return TWide.MulAdd(wide, TLanes.WidenLower<TWide>(rest), wide);
    }

    /// <summary>Returns the exponentials of the upper lanes as doubles, or 0 where <see cref="Lower"/> returns all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Upper(TLanes whole, TLanes rest)
    {
        if (TWide.Count == TLanes.Count)
        {
            return default;
        }

        TWide wide = TLanes.WidenUpper<TWide>(whole);
        return TWide.MulAdd(wide, TLanes.WidenUpper<TWide>(rest), wide);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Sum(TWide lower, TWide upper) => TWide.Count == TLanes.Count ? lower : lower + upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Product(TWide lower, TWide upper, TWide reciprocal) =>
        TLanes.Narrow(lower * reciprocal, TWide.Count == TLanes.Count ? upper : upper * reciprocal);
}
