using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd;

/// <summary>Chooses the vector width for a batch, once: the widest of the machine that a row fills, so by the row length alone.</summary>
internal static class Width
{
    // AVX2 without FMA exists as a runtime switch only; it is served at 128 bits.
    private static bool Has256 => Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported;

    private static bool Has512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported && Has256;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunSingle<TBatch>(in TBatch batch, int first, int end)
        where TBatch : struct, IBatch<float>
    {
        if (Has512 && batch.RowLength > 8)
        {
            batch.Run<Lanes512<float>, SingleExp<Lanes512<float>>, Lanes512<double>>(first, end);
        }
        else if (Has256 && batch.RowLength > 4)
        {
            batch.Run<Lanes256<float>, SingleExp<Lanes256<float>>, Lanes256<double>>(first, end);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            batch.Run<Lanes128<float>, SingleExp<Lanes128<float>>, Lanes128<double>>(first, end);
        }
        else
        {
            batch.RunScalar(first, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunDouble<TBatch>(in TBatch batch, int first, int end)
        where TBatch : struct, IBatch<double>
    {
        if (Has512 && batch.RowLength > 4)
        {
            batch.Run<Lanes512<double>, DoubleExp<Lanes512<double>>, Lanes512<double>>(first, end);
        }
        else if (Has256 && batch.RowLength > 2)
        {
            batch.Run<Lanes256<double>, DoubleExp<Lanes256<double>>, Lanes256<double>>(first, end);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            batch.Run<Lanes128<double>, DoubleExp<Lanes128<double>>, Lanes128<double>>(first, end);
        }
        else
        {
            batch.RunScalar(first, end);
        }
    }
}
