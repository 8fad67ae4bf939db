using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// What exponentials of floats have in common. Those with a table: x · log₂ e = t + f with t a multiple of 1 / entries, and P of 2^f = 1 + f P(f).
/// </summary>
internal readonly struct BaseTwo<TLanes>
    where TLanes : unmanaged, ILanes<TLanes, float>
{
    public const float Log2E = 1.442695f;

    /// <summary>What its rounding left.</summary>
    public const float Log2ERest = 1.925963e-8f;

    /// <summary>1.5 · 2^23: adding it rounds to an integer, which then stands in the low bits.</summary>
    public const float NearestInteger = 12582912;

    private readonly TLanes _log2E;
    private readonly TLanes _log2ERest;
    private readonly TLanes _nearestEntry;
    private readonly TLanes _first;
    private readonly TLanes _second;
    private readonly TLanes _third;
    private readonly TLanes _fourth;

    /// <param name="constants">
    /// log₂ e in two parts, the nearest integer divided by the number of entries, and the coefficients of P (exp.sollya), of which the last may be 0.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BaseTwo(ReadOnlySpan<float> constants)
    {
        _log2E = LoopConstant.Load<TLanes>(constants, 0);
        _log2ERest = LoopConstant.Load<TLanes>(constants, 1);
        _nearestEntry = LoopConstant.Load<TLanes>(constants, 2);
        _first = LoopConstant.Load<TLanes>(constants, 3);
        _second = LoopConstant.Load<TLanes>(constants, 4);
        _third = LoopConstant.Load<TLanes>(constants, 5);
        _fourth = LoopConstant.Load<TLanes>(constants, 6);
    }

    /// <summary>
    /// What to add to the bits of an exponential so that e^x becomes one of about 2^60; or 2^30 times what it is, where it does not depend on x.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exponent(TLanes x, bool shifts)
    {
        if (!shifts)
        {
            return TLanes.Create(BitConverter.Int32BitsToSingle(Headroom.CentralExponent << 23));
        }

        TLanes nearest = TLanes.MulAdd(x, TLanes.Create(Log2E), TLanes.Create(NearestInteger));
        return TLanes.SubtractBits(TLanes.Create(BitConverter.Int32BitsToSingle(Headroom.Exponent << 23)), TLanes.ShiftLeft(nearest, 23));
    }

    /// <summary>P(f), and t as an integer number of entries in the low bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Polynomial(TLanes x, bool hasFourth, out TLanes t, out TLanes f)
    {
        t = TLanes.MulAdd(x, _log2E, _nearestEntry);
        f = TLanes.MulAdd(x, _log2E, _nearestEntry - t);
        f = TLanes.MulAdd(x, _log2ERest, f);
        TLanes p = hasFourth ? TLanes.MulAdd(_fourth, f, _third) : _third;
        return TLanes.MulAdd(TLanes.MulAdd(p, f, _second), f, _first);
    }
}
