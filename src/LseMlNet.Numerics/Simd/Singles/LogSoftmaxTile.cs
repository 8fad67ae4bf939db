using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>The last step of the log-softmax of positions that occupy one lane each: (x − m) / T − log Σ. It can work in place.</summary>
internal static unsafe class LogSoftmaxTile<TLanes>
    where TLanes : unmanaged, ISingles<TLanes>
{
    [MethodImpl(Kernel.Options)]
    public static void Run(float* source, float* destination, int classes, nint stride, int groups, float* maxima, double* logs, in SingleScale scale)
    {
        float* highs = stackalloc float[TLanes.Count];
        float* lows = stackalloc float[TLanes.Count];
        for (; groups > 0; groups--, source += TLanes.Count, destination += TLanes.Count, maxima += TLanes.Count, logs += TLanes.Count)
        {
            bool isScaled = scale.Temperature != 1;
            for (int i = 0; i < TLanes.Count; i++)
            {
                double whole = isScaled ? logs[i] : maxima[i] + logs[i];
                highs[i] = (float)whole;
                lows[i] = (float)(isScaled ? logs[i] - highs[i] : (double)maxima[i] - highs[i] + logs[i]);
            }

            TLanes high = TLanes.Load(highs);
            TLanes low = TLanes.Load(lows);
            if (isScaled)
            {
                Pass(new SubtractScale<TLanes>(in scale, TLanes.Load(maxima), high, low), source, destination, classes, stride);
            }
            else
            {
                Pass(new Subtract<TLanes>(high, low), source, destination, classes, stride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass<TOperation>(TOperation operation, float* source, float* destination, int classes, nint stride)
        where TOperation : struct, IElementwise<TLanes>
    {
        for (int i = 0; i < classes; i++)
        {
            TLanes.Store(operation.Invoke(TLanes.Load(source + i * stride)), destination + i * stride);
        }
    }
}
