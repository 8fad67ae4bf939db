using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Masks with all bits set in the first or the last lanes. Each mask is a window onto a run of ones between two runs of zeros.
/// </summary>
internal static class LaneMask
{
    private static ReadOnlySpan<int> Window =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> First128<T>(int count)
        where T : unmanaged => Vector128.LoadUnsafe(ref Start(32 - Words<T>(count))).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> First256<T>(int count)
        where T : unmanaged => Vector256.LoadUnsafe(ref Start(32 - Words<T>(count))).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> First512<T>(int count)
        where T : unmanaged => Vector512.LoadUnsafe(ref Start(32 - Words<T>(count))).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Last128<T>(int count)
        where T : unmanaged => Vector128.LoadUnsafe(ref Start(12 + Words<T>(count))).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Last256<T>(int count)
        where T : unmanaged => Vector256.LoadUnsafe(ref Start(8 + Words<T>(count))).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Last512<T>(int count)
        where T : unmanaged => Vector512.LoadUnsafe(ref Start(Words<T>(count))).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Words<T>(int count)
        where T : unmanaged => count * (Unsafe.SizeOf<T>() / sizeof(int));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref int Start(int word) => ref Unsafe.Add(ref MemoryMarshal.GetReference(Window), word);
}
