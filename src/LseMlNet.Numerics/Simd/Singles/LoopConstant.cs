using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// Hides from the JIT that a value is a constant, so that it stays in a register. Otherwise, if a constant is also used outside a
/// loop, the JIT reloads it in each iteration, and the loads take longer than the arithmetic.
/// </summary>
internal static class LoopConstant
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(ReadOnlySpan<float> constants, int index)
        where TLanes : unmanaged, ISingles<TLanes> =>
        TLanes.Create(Volatile.Read(in Unsafe.Add(ref MemoryMarshal.GetReference(constants), index)));
}
