using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Hides from the JIT that a value is a constant, so that it stays in a register. If the JIT knows a constant that is also used outside a
/// loop, it loads the constant again in each iteration, and the loads then take longer than the arithmetic.
/// </summary>
internal static class LoopConstant
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(ReadOnlySpan<float> constants, int index)
        where TLanes : unmanaged, ILanes<TLanes, float> =>
        TLanes.Create(Volatile.Read(in Unsafe.Add(ref MemoryMarshal.GetReference(constants), index)));
}
