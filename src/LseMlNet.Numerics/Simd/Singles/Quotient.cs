using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// Divides exponentials by their sum. The quotient is a product with the reciprocal of the sum in two parts, which is almost as
/// accurate as a division. On processors that round products and sums separately it is a division, so that a number divided by
/// itself is 1.
/// </summary>
internal static class Quotient<TLanes>
    where TLanes : unmanaged, ISingles<TLanes>
{
    /// <summary>Whether the processor has a fused multiply-add, so that quotients are products.</summary>
    public static bool IsProduct => Fma.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>Returns the reciprocal of the sum in two parts, or the sum itself in two parts where quotients are divisions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (float High, float Low) Reciprocal(double sum)
    {
        double value = IsProduct ? 1 / sum : sum;
        float high = (float)value;
        return (high, (float)(value - high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes power, TLanes high, TLanes low)
    {
        if (!IsProduct)
        {
            TLanes quotient = power / high;
            return quotient - quotient * low / high;
        }

        return TLanes.MulAdd(power, high, power * low);
    }

    /// <summary>Divides an exponential in two parts, whole · (1 + rest). Only for processors on which quotients are products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes whole, TLanes rest, TLanes high, TLanes low) =>
        TLanes.MulAdd(whole, high, whole * TLanes.MulAdd(rest, high, low));
}
