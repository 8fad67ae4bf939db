using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>Memory on the stack starts anywhere; registers that cross a line of the cache take twice as long.</summary>
internal static unsafe class CacheLine
{
    /// <summary>To be reserved in addition, and the length of the longest register.</summary>
    public const int Bytes = 64;

    /// <summary>The first address of a line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void* Start(byte* memory) => (void*)((nint)(memory + Bytes - 1) & -Bytes);
}
