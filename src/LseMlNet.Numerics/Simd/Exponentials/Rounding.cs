using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>What makes an exponential in two parts a float.</summary>
internal static class Rounding
{
    /// <summary>What to add to the rest, so that whole · (1 + rest) is the float that it is now rounded to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes whole, TLanes rest)
        where TLanes : unmanaged, ILanes<TLanes, float>
    {
        TLanes rounded = TLanes.MulAdd(whole, rest, whole);
        TLanes lost = TLanes.MulAdd(whole, rest, whole - rounded);
        // This less the bits of a float is its reciprocal to 12 %: enough for what is a part in 2^24.
        TLanes reciprocal = TLanes.SubtractBits(TLanes.Create(BitConverter.Int32BitsToSingle(0x7EF311C7)), rounded);
        return TLanes.Create(0) - lost * reciprocal;
    }
}
