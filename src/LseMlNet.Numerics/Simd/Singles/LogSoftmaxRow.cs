using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>The last step of the log-softmax of a row: (x − m) / T − log Σ.</summary>
internal static unsafe class LogSoftmaxRow<TLanes>
    where TLanes : unmanaged, ISingles<TLanes>
{
    [MethodImpl(Kernel.Options)]
    public static void Run(float* source, float* destination, int length, float maximum, double log, in SingleScale scale)
    {
        double scaled = maximum * scale.Inverse;
        double logSumExp = scaled + log;
        float high = (float)logSumExp;
        float low = (float)(scaled - high + log);
        if (length < TLanes.Count)
        {
            RunPartial(source, destination, length, maximum, log, in scale);
        }
        else if (scale.Temperature == 1)
        {
            ElementwisePass<TLanes>.Run(new Subtract<TLanes>(TLanes.Create(high), TLanes.Create(low)), source, destination, length);
        }
        else if (Quotient<TLanes>.IsProduct && float.IsFinite(high) && log > Math.Abs(logSumExp) * (1.0 / (1 << 18)))
        {
            ElementwisePass<TLanes>.Run(new ScaleSubtract<TLanes>(in scale, high, low), source, destination, length);
        }
        else
        {
            RunExactly(source, destination, length, maximum, log, in scale);
        }
    }

    /// <summary>Does the same for each block of a row, on several threads.</summary>
    public static void Spread(float* source, float* destination, int length, float maximum, double log, in SingleScale scale, int threads)
    {
        SingleScale copy = scale;
        RowBlocks.Spread(length, threads, (start, count) =>
        {
            Run(source + start, destination + start, count, maximum, log, in copy);
            return count;
        });
    }

    [MethodImpl(Kernel.Options)]
    private static void RunExactly(float* source, float* destination, int length, float maximum, double log, in SingleScale scale) =>
        ElementwisePass<TLanes>.Run(Exactly(maximum, log, in scale), source, destination, length);

    /// <summary>Computes a row that does not fill a register, in double precision.</summary>
    [MethodImpl(Kernel.Options)]
    private static void RunPartial(float* source, float* destination, int length, float maximum, double log, in SingleScale scale)
    {
        for (int i = 0; i < length; i++)
        {
            destination[i] = (float)(((double)source[i] - maximum) * scale.Inverse - log);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SubtractScale<TLanes> Exactly(float maximum, double log, in SingleScale scale)
    {
        float high = (float)log;
        return new(in scale, TLanes.Create(maximum), TLanes.Create(high), TLanes.Create((float)(log - high)));
    }
}

/// <summary>The last step of the log-softmax of positions that occupy one lane each: (x − m) / T − log Σ. It can work in place.</summary>
internal static unsafe class LogSoftmaxTile<TLanes>
    where TLanes : unmanaged, ISingles<TLanes>
{
    [MethodImpl(Kernel.Options)]
    public static void Run(
        float* source, float* destination, int classes, nint stride, int groups, float* maxima, double* logs, in SingleScale scale)
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
