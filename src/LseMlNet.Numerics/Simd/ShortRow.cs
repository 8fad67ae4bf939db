using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Softmax of rows of floats of up to two registers. Its exponentials stay in two parts until they are divided by their sum, which is taken in
/// double precision. The arithmetic and its order are those of <see cref="Columns{TLanes, TWide}"/>.
/// </summary>
internal static unsafe class ShortRow<TLanes, TExp, TWide>
    where TLanes : unmanaged, ILanes<TLanes, float>
    where TExp : struct, IRowExp<TExp, TLanes, float>
    where TWide : unmanaged, ILanes<TWide, double>
{
    public static void Softmax(float* logits, float* probabilities, int length, int rows)
    {
        for (int row = 0; row < rows; row++, logits += length, probabilities += length)
        {
            if (length > TLanes.Count)
            {
                TwoRegisters(logits, probabilities, length);
            }
            else
            {
                OneRegister(logits, probabilities, length);
            }
        }
    }

    private static void OneRegister(float* logits, float* probabilities, int length)
    {
        TLanes x = length < TLanes.Count ? TLanes.LoadPartial(logits, length, float.NegativeInfinity) : TLanes.Load(logits);
        float maximum = TLanes.MaxAcross(TLanes.Max(x, TLanes.Create(float.NegativeInfinity)));
        TLanes whole, rest;
        if (TExp.IsNear(maximum))
        {
            whole = TExp.Create<NearRow>(maximum).Parts<NearRow>(x, out rest);
        }
        else
        {
            whole = TExp.Create<FarRow>(maximum).Parts<FarRow>(x, out rest);
        }

        (TLanes high, TLanes low) = Quotient<float, TLanes>.Reciprocal(TWide.SumAcross(Lower(whole, rest) + Upper(whole, rest)));
        TLanes result = Quotient<float, TLanes>.Of(whole, rest, high, low);
        if (length < TLanes.Count)
        {
            TLanes.StorePartial(result, probabilities, length);
        }
        else
        {
            TLanes.Store(result, probabilities);
        }
    }

    /// <summary>Without a way through memory: the two registers overlap, and to read what both have written waits for both.</summary>
    private static void TwoRegisters(float* logits, float* probabilities, int length)
    {
        int last = length - TLanes.Count;
        TLanes start = TLanes.Load(logits);
        TLanes end = TLanes.Load(logits + last);
        float maximum = TLanes.MaxAcross(TLanes.Max(start, TLanes.Max(end, TLanes.Create(float.NegativeInfinity))));
        TLanes startRest, endRest;
        if (TExp.IsNear(maximum))
        {
            TExp exp = TExp.Create<NearRow>(maximum);
            start = exp.Parts<NearRow>(start, out startRest);
            end = exp.Parts<NearRow>(end, out endRest);
        }
        else
        {
            TExp exp = TExp.Create<FarRow>(maximum);
            start = exp.Parts<FarRow>(start, out startRest);
            end = exp.Parts<FarRow>(end, out endRest);
        }

        TLanes others = TLanes.KeepLast(end, last);
        (TLanes high, TLanes low) = Quotient<float, TLanes>.Reciprocal(TWide.SumAcross(
            Lower(start, startRest) + Lower(others, endRest) + (Upper(start, startRest) + Upper(others, endRest))));
        TLanes.Store(Quotient<float, TLanes>.Of(start, startRest, high, low), probabilities);
        TLanes.Store(Quotient<float, TLanes>.Of(end, endRest, high, low), probabilities + last);
    }

    /// <summary>The exponentials in the lower half of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Lower(TLanes whole, TLanes rest)
    {
        TWide wide = TLanes.WidenLower<TWide>(whole);
        return TWide.MulAdd(wide, TLanes.WidenLower<TWide>(rest), wide);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Upper(TLanes whole, TLanes rest)
    {
        TWide wide = TLanes.WidenUpper<TWide>(whole);
        return TWide.MulAdd(wide, TLanes.WidenUpper<TWide>(rest), wide);
    }
}
