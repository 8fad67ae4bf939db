using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// The part that the exponentials of floats share. Those that use a table (1) split x · log₂ e = t + f, where t is a multiple of
/// 1 / entries, and (2) evaluate the polynomial P of 2^f = 1 + f P(f).
/// </summary>
internal readonly struct BaseTwo<TLanes>
    where TLanes : unmanaged, ILanes<TLanes, float>
{
    public const float Log2E = 1.442695f;

    /// <summary>The rounding error of <see cref="Log2E"/>: log₂ e − Log2E.</summary>
    public const float Log2ERest = 1.925963e-8f;

    /// <summary>1.5 · 2^23. Adding it to a float rounds the float to an integer, which is then found in the low bits of the sum.</summary>
    public const float NearestInteger = 12582912;

    private readonly TLanes _log2E;
    private readonly TLanes _log2ERest;
    private readonly TLanes _nearestEntry;
    private readonly TLanes _first;
    private readonly TLanes _second;
    private readonly TLanes _third;
    private readonly TLanes _fourth;

    /// <param name="constants">
    /// In this order: log₂ e in two parts; <see cref="NearestInteger"/> divided by the number of table entries; the four coefficients
    /// of P, found by exp.sollya, the last of which may be 0.
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
    /// Returns what must be added to the bits of an exponential to scale e^x to about 2^60. If <paramref name="shifts"/> is false, the
    /// scale does not depend on x: the exponential is multiplied by 2^30.
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

    /// <summary>Returns P(f). The low bits of <paramref name="t"/> hold t as an integer number of table entries.</summary>
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
