using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Scalar;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>The entropy of rows of floats: log Σ − Σ e^d d / Σ with d = (x − m) / T.</summary>
internal readonly unsafe struct EntropyRows(float* logits, float* results, int length, SingleScale* scale) : ISingleOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<TLanes, TShortExp, TExp, TWide>(int first, int end, int threads)
        where TLanes : unmanaged, ISingles<TLanes>
        where TShortExp : struct, ISingleExp<TShortExp, TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, ILanes<TWide, double>
    {
        for (int row = first; row < end; row++)
        {
            float* x = logits + (nint)row * length;
            results[row] = length > SingleKernels.LongestShortRow && SingleKernels.Has256
                ? Entropy<TLanes, TWide>.OfRow(x, length, in *scale)
                : Entropy<TLanes, TWide>.OfShortRow(x, length, in *scale);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void RunScalar(int first, int end) =>
        new ScalarAxis<float>(logits, length, 1, scale->Temperature).Entropy(results, first, end);
}
