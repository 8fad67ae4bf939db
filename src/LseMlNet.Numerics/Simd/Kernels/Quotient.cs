using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Division of exponentials by their sum: a product with the reciprocal of the sum in two parts, which is rounded almost as if it were a division. Where
/// the machine rounds products and sums each, it is a division, so that a number divided by itself is 1.
/// </summary>
internal static unsafe class Quotient<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>Whether the machine has a fused multiply-add.</summary>
    public static bool IsProduct => Fma.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>The reciprocal of the sum, or the sum where it is a division.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T High, T Low) Reciprocal(double sum)
    {
        if (!IsProduct)
        {
            T rounded = T.CreateTruncating(sum);
            return (rounded, T.CreateTruncating(sum - double.CreateTruncating(rounded)));
        }

        double reciprocal = 1 / sum;
        T high = T.CreateTruncating(reciprocal);
        double low = typeof(T) == typeof(float)
            ? reciprocal - double.CreateTruncating(high)
            : Math.FusedMultiplyAdd(-reciprocal, sum, 1) * reciprocal;
        return (high, T.CreateTruncating(low));
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

    /// <summary>The same for an exponential in two parts, whole · (1 + rest); for machines where it is a product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes whole, TLanes rest, TLanes high, TLanes low) =>
        TLanes.MulAdd(whole, high, whole * TLanes.MulAdd(rest, high, low));
}
