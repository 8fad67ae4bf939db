using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Constants that the JIT takes for variables and keeps in registers. One that it knows to be a constant it loads anew in each turn of a loop,
/// once it is used outside the loop too, and the loads then take longer than the arithmetic.
/// </summary>
internal static class LoopConstant
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(ReadOnlySpan<float> constants, int index)
        where TLanes : unmanaged, ILanes<TLanes, float> =>
        TLanes.Create(Volatile.Read(in Unsafe.Add(ref MemoryMarshal.GetReference(constants), index)));
}
