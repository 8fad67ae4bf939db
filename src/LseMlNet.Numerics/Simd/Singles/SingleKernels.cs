using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// The way of floats from the public operations to the kernels: every limit, and every choice of a vector width, is here. A choice depends
/// only on the shape, so that a row has the same bits everywhere.
/// </summary>
internal static unsafe class SingleKernels
{
    /// <summary>Rows of up to this length are summed in double precision, and batches of them are transposed.</summary>
    public const int LongestShortRow = 16;

    /// <summary>Up to this length, both parts of each exponential stay in a buffer. Those of longer rows would leave the first-level cache.</summary>
    public const int LongestMediumRow = 256;

    /// <summary>Two buffers of this many elements stay in the first-level cache from one step to the next.</summary>
    public const int ElementsInCache = 4096;

    // AVX2 without FMA exists only as a runtime switch. The kernels then use 128 bits.
    public static bool Has256 => Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported;

    private static bool Has512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported && Has256;

    // The tiles of an axis need a fused multiply-add.
    private static bool HasTiles => Vector128.IsHardwareAccelerated && Quotient<Singles128>.IsProduct;

    private static int Lanes => Has512 ? Vector512<float>.Count : Has256 ? Vector256<float>.Count : Vector128<float>.Count;

    [MethodImpl(Kernel.Options)]
    public static void Softmax(float* logits, float* probabilities, int length, int rows, double temperature, int threads)
    {
        SingleScale scale;
        Run(new SoftmaxRows(logits, probabilities, length, Scale(temperature, &scale)), length, rows, temperature, threads);
    }

    [MethodImpl(Kernel.Options)]
    public static void LogSoftmax(float* logits, float* logProbabilities, int length, int rows, double temperature, int threads)
    {
        SingleScale scale;
        LogRows operation = new(LogResult.LogSoftmax, logits, null, logProbabilities, length, Scale(temperature, &scale));
        Run(operation, length, rows, temperature, threads);
    }

    [MethodImpl(Kernel.Options)]
    public static void LogSumExp(float* logits, float* results, int length, int rows, double temperature, int threads)
    {
        SingleScale scale;
        Run(new LogRows(LogResult.LogSumExp, logits, null, results, length, Scale(temperature, &scale)), length, rows, temperature, threads);
    }

    [MethodImpl(Kernel.Options)]
    public static void CrossEntropy(float* logits, int* labels, float* results, int length, int rows, double temperature, int threads)
    {
        SingleScale scale;
        LogRows operation = new(LogResult.CrossEntropy, logits, labels, results, length, Scale(temperature, &scale));
        Run(operation, length, rows, temperature, threads);
    }

    [MethodImpl(Kernel.Options)]
    public static void Entropy(float* logits, float* results, int length, int rows, double temperature, int threads)
    {
        SingleScale scale;
        Run(new EntropyRows(logits, results, length, Scale(temperature, &scale)), length, rows, temperature, threads);
    }

    /// <summary>Runs an operation along a class axis. With an inner length of 1, the positions are rows.</summary>
    public static void AlongAxis(
        AxisResult result, float* logits, int* labels, float* results, int classes, int inner, int positions, double temperature, int threads)
    {
        if (inner == 1)
        {
            switch (result)
            {
                case AxisResult.Softmax: Softmax(logits, results, classes, positions, temperature, threads); break;
                case AxisResult.LogSoftmax: LogSoftmax(logits, results, classes, positions, temperature, threads); break;
                case AxisResult.LogSumExp: LogSumExp(logits, results, classes, positions, temperature, threads); break;
                case AxisResult.CrossEntropy: CrossEntropy(logits, labels, results, classes, positions, temperature, threads); break;
                default: Entropy(logits, results, classes, positions, temperature, threads); break;
            }

            return;
        }

        SingleScale scale;
        Axis axis = new(result, logits, labels, results, classes, inner, positions, Scale(temperature, &scale));
        if (HasTiles && SingleScale.Holds(temperature))
        {
            int units = Axis.Units(inner, positions, Lanes);
            Run(axis, (int)((long)positions * classes / Math.Max(1, units)), units, temperature, threads);
        }
        else
        {
            axis.RunScalar(0, positions);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SingleScale* Scale(double temperature, SingleScale* scale)
    {
        if (temperature == 1)
        {
            return SingleScale.One;
        }

        *scale = new(temperature);
        return scale;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TOperation>(in TOperation operation, int length, int units, double temperature, int maxDegreeOfParallelism)
        where TOperation : struct, ISingleOperation
    {
        if (length == 0)
        {
            return;
        }

        int threads = Rows.Threads(units, length, maxDegreeOfParallelism);
        if (!SingleScale.Holds(temperature))
        {
            operation.RunScalar(0, units);
        }
        else if (threads > 1)
        {
            // The closure is created in a separate method. If it were created here, it would be allocated even for one thread.
            Spread(operation, length, units, threads);
        }
        else
        {
            RunOnThread(in operation, 0, units, 1);
        }
    }

    private static void Spread<TOperation>(TOperation operation, int length, int units, int threads)
        where TOperation : struct, ISingleOperation =>
        Rows.Spread(units, length, threads, (first, end, share) => RunOnThread(in operation, first, end, share));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunOnThread<TOperation>(in TOperation operation, int first, int end, int threads)
        where TOperation : struct, ISingleOperation
    {
        // The JIT drops the other branches before it loads their types only if the conditions are its own constants.
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported && Avx2.IsSupported && Fma.IsSupported)
        {
            operation.Run<Singles512, SingleShortExp<Singles512>, SingleExp<Singles512>, Lanes512<double>>(first, end, threads);
        }
        else if (Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported)
        {
            operation.Run<Singles256, SingleShortExp<Singles256>, SingleExp<Singles256>, Lanes256<double>>(first, end, threads);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            operation.Run<Singles128, SinglePlainExp<Singles128>, SinglePlainExp<Singles128>, Lanes128<double>>(first, end, threads);
        }
        else
        {
            operation.RunScalar(first, end);
        }
    }
}
