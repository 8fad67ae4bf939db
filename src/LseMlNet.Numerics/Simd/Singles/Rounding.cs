using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>The correction that makes an exponential in two parts representable as a float.</summary>
internal static class Rounding
{
    /// <summary>Returns what must be added to <paramref name="rest"/> to make whole · (1 + rest) equal to the float it rounds to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes whole, TLanes rest)
        where TLanes : unmanaged, ISingles<TLanes>
    {
        TLanes rounded = TLanes.MulAdd(whole, rest, whole);
        TLanes lost = TLanes.MulAdd(whole, rest, whole - rounded);
        // Subtracting the bits of a float from this number approximates its reciprocal to within 12 %. That is enough,
        // because the correction is only about 2^-24.
        TLanes reciprocal = TLanes.SubtractBits(TLanes.Create(BitConverter.Int32BitsToSingle(0x7EF311C7)), rounded);
        return TLanes.Create(0) - lost * reciprocal;
    }
}
