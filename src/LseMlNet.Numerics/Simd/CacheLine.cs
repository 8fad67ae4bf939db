using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>Aligns stack memory, which can start at any address. An access that crosses a cache line takes twice as long.</summary>
internal static unsafe class CacheLine
{
    /// <summary>The size of a cache line, and of the largest register. Callers reserve this many additional bytes.</summary>
    public const int Bytes = 64;

    /// <summary>Returns the first address in <paramref name="memory"/> at which a cache line starts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void* Start(byte* memory) => (void*)((nint)(memory + Bytes - 1) & -Bytes);
}
