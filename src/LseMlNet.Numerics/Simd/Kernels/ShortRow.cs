using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// The softmax of rows of floats of up to two registers. Each exponential stays in two parts until it is divided by the sum, which
/// is computed in double precision. The arithmetic and its order are those of <see cref="Columns{TLanes, TWide}"/>.
/// </summary>
internal static unsafe class ShortRow<TLanes, TExp, TWide>
    where TLanes : unmanaged, ILanes<TLanes, float>
    where TExp : struct, IRowExp<TExp, TLanes, float>
    where TWide : unmanaged, ILanes<TWide, double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softmax(float* logits, float* probabilities, int length)
    {
        if (length <= TLanes.Count)
        {
            if (OneRegister(logits, probabilities, length, 1) == 0)
            {
                OneShiftedRegister(logits, probabilities, length);
            }
        }
        else if (TwoRegisters(logits, probabilities, length, 1) == 0)
        {
            TwoShiftedRegisters(logits, probabilities, length);
        }
    }

    public static void Softmax(float* logits, float* probabilities, int length, int rows)
    {
        bool one = length <= TLanes.Count;
        int row = 0;
        while (true)
        {
            int start = row * length;
            row += one
                ? OneRegister(logits + start, probabilities + start, length, rows - row)
                : TwoRegisters(logits + start, probabilities + start, length, rows - row);
            if (row == rows)
            {
                return;
            }

            start = row * length;
            if (one)
            {
                OneShiftedRegister(logits + start, probabilities + start, length);
            }
            else
            {
                TwoShiftedRegisters(logits + start, probabilities + start, length);
            }

            row++;
        }
    }

    /// <summary>Processes rows up to the first that is not a <see cref="CentralRow"/>, and returns their number.</summary>
    /// <remarks>
    /// It calls no methods: each call would save the registers and then reload everything that is the same for all rows.
    /// </remarks>
    private static int OneRegister(float* logits, float* probabilities, int length, int rows)
    {
        TExp exp = TExp.Create<CentralRow>(0);
        for (int row = 0; row < rows; row++, logits += length, probabilities += length)
        {
            bool full = length == TLanes.Count;
            TLanes x = full ? TLanes.Load(logits) : TLanes.LoadPartial(logits, length, 0);
            if (!CentralRow.Allows(x, x))
            {
                return row;
            }

            TLanes whole = exp.Parts<CentralRow>(x, out TLanes rest);
            Divide(full ? whole : TLanes.KeepFirst(whole, length), rest, probabilities, length);
        }

        return rows;
    }

    private static void OneShiftedRegister(float* logits, float* probabilities, int length)
    {
        TLanes x = length == TLanes.Count ? TLanes.Load(logits) : TLanes.LoadPartial(logits, length, float.NegativeInfinity);
        float maximum = TLanes.MaxAcross(TLanes.Max(x, TLanes.Create(float.NegativeInfinity)));
        TLanes whole = TExp.IsNear(maximum)
            ? TExp.Create<NearRow>(maximum).Parts<NearRow>(x, out TLanes rest)
            : TExp.Create<FarRow>(maximum).Parts<FarRow>(x, out rest);
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
    /// Intermediate results stay in registers. The two registers overlap, so a load of elements that both have stored would have to
    /// wait for both stores.
    /// </remarks>
    private static int TwoRegisters(float* logits, float* probabilities, int length, int rows)
    {
        TExp exp = TExp.Create<CentralRow>(0);
        for (int row = 0; row < rows; row++, logits += length, probabilities += length)
        {
            TLanes start = TLanes.Load(logits);
            TLanes end = TLanes.Load(logits + length - TLanes.Count);
            if (!CentralRow.Allows(TLanes.Min(start, end), TLanes.Max(start, end)))
            {
                return row;
            }

            start = exp.Parts<CentralRow>(start, out TLanes startRest);
            end = exp.Parts<CentralRow>(end, out TLanes endRest);
            Divide(start, startRest, end, endRest, probabilities, length);
        }

        return rows;
    }

    private static void TwoShiftedRegisters(float* logits, float* probabilities, int length)
    {
        TLanes start = TLanes.Load(logits);
        TLanes end = TLanes.Load(logits + length - TLanes.Count);
        float maximum = TLanes.MaxAcross(TLanes.Max(start, TLanes.Max(end, TLanes.Create(float.NegativeInfinity))));
        if (TExp.IsNear(maximum))
        {
            TExp exp = TExp.Create<NearRow>(maximum);
            start = exp.Parts<NearRow>(start, out TLanes startRest);
            end = exp.Parts<NearRow>(end, out TLanes endRest);
            Divide(start, startRest, end, endRest, probabilities, length);
        }
        else
        {
            TExp exp = TExp.Create<FarRow>(maximum);
            start = exp.Parts<FarRow>(start, out TLanes startRest);
            end = exp.Parts<FarRow>(end, out TLanes endRest);
            Divide(start, startRest, end, endRest, probabilities, length);
        }
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
            // Rows of this length are never transposed into columns, so there are no bits to match, and converting to double would be
            // slower.
            (float high, float low) = Quotient<float, TLanes>.Reciprocal(sum);
            TLanes.Store(Quotient<float, TLanes>.Of(start, startRest, TLanes.Create(high), TLanes.Create(low)), probabilities);
            TLanes.Store(Quotient<float, TLanes>.Of(end, endRest, TLanes.Create(high), TLanes.Create(low)), probabilities + last);
        }
        else
        {
            TWide reciprocal = TWide.Create(1 / sum);
            TLanes.Store(Product(startLower, startUpper, reciprocal), probabilities);
            TLanes.Store(Product(Lower(end, endRest), Upper(end, endRest), reciprocal), probabilities + last);
        }
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
