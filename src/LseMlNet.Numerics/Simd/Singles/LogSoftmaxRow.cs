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
