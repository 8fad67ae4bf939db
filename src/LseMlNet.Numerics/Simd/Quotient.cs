using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Division of exponentials by their sum: a product with the reciprocal of the sum in two parts, which is rounded almost as if it were a division.
/// </summary>
internal static unsafe class Quotient<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T High, T Low) Reciprocal(double sum)
    {
        double reciprocal = 1 / sum;
        T high = T.CreateTruncating(reciprocal);
        double low = typeof(T) == typeof(float)
            ? reciprocal - double.CreateTruncating(high)
            : Math.FusedMultiplyAdd(-reciprocal, sum, 1) * reciprocal;
        return (high, T.CreateTruncating(low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes power, TLanes high, TLanes low) => AtMostOne(TLanes.MulAdd(power, high, power * low));

    /// <summary>The same for an exponential in two parts, whole · (1 + rest).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes whole, TLanes rest, TLanes high, TLanes low) =>
        AtMostOne(TLanes.MulAdd(whole, high, whole * TLanes.MulAdd(rest, high, low)));

    // Where a product and a sum are rounded each, a number divided by itself may come out as the next one after 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes AtMostOne(TLanes quotient) =>
        Fma.IsSupported || AdvSimd.Arm64.IsSupported ? quotient : TLanes.Min(TLanes.Create(T.One), quotient);
}
