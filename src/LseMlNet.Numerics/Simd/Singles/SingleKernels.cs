using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// Leads from the public operations to the kernels of floats. Every limit and every choice of a vector width is made here. A choice depends
/// only on the shape, so that a row has the same bits everywhere.
/// </summary>
internal static unsafe partial class SingleKernels
{
    /// <summary>Rows of up to this length are summed in double precision, and batches of them are transposed.</summary>
    public const int LongestShortRow = 16;

    /// <summary>
    /// Up to this length, both parts of each exponential stay in a buffer. Those of longer rows would leave the first-level cache.
    /// </summary>
    public const int LongestMediumRow = 256;

    /// <summary>Two buffers with this number of elements stay in the first-level cache from one step to the next.</summary>
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
        SingleScale scale = new(temperature);
        if (rows == 1 && threads == 1 && SingleScale.Holds(temperature))
        {
            SoftmaxOfRow(logits, probabilities, length, &scale);
        }
        else
        {
            Run(new SoftmaxRows(logits, probabilities, length, &scale), length, rows, temperature, threads);
        }
    }

    [MethodImpl(Kernel.Options)]
    public static void Logs(
        RowFunction function, float* logits, int* labels, float* results, int length, int rows, double temperature, int threads)
    {
        SingleScale scale = new(temperature);
        Run(new LogRows(function, logits, labels, results, length, &scale), length, rows, temperature, threads);
    }

    [MethodImpl(Kernel.Options)]
    public static void Entropy(float* logits, float* results, int length, int rows, double temperature, int threads)
    {
        SingleScale scale = new(temperature);
        Run(new EntropyRows(logits, results, length, &scale), length, rows, temperature, threads);
    }

    /// <summary>Runs an operation along a class axis. With an inner length of 1, the positions are rows.</summary>
    [MethodImpl(Kernel.Options)]
    public static void AlongAxis(
        RowFunction function, float* logits, int* labels, float* results, int classes, int inner, int positions, double temperature,
        int threads)
    {
        if (inner == 1)
        {
            switch (function)
            {
                case RowFunction.Softmax: Softmax(logits, results, classes, positions, temperature, threads); break;
                case RowFunction.Entropy: Entropy(logits, results, classes, positions, temperature, threads); break;
                default: Logs(function, logits, labels, results, classes, positions, temperature, threads); break;
            }

            return;
        }

        SingleScale scale = new(temperature);
        Axis axis = new(function, logits, labels, results, classes, inner, positions, &scale);
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
    private static void Run<TOperation>(in TOperation operation, int length, int units, double temperature, int maxDegreeOfParallelism)
        where TOperation : struct, ISingleOperation
    {
        if (length == 0)
        {
            return;
        }

        int threads = Threads.Count(
            (long)units * length, units == 1 ? Threads.LongRowElements : Threads.Elements, maxDegreeOfParallelism);
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
        where TOperation : struct, ISingleOperation
    {
        if (units <= threads && length / Threads.LongRowElements >= threads)
        {
            // There are only a few long rows. They run one after another, with all threads on each.
            for (int row = 0; row < units; row++)
            {
                RunOnThread(in operation, row, row + 1, threads);
            }

            return;
        }

        Threads.Run(units, 1, threads, (first, end) => RunOnThread(in operation, first, end, 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunOnThread<TOperation>(in TOperation operation, int first, int end, int threads)
        where TOperation : struct, ISingleOperation
    {
        // The JIT removes the other branches before it loads their types, but only if the conditions are JIT constants.
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported && Avx2.IsSupported && Fma.IsSupported)
        {
            operation.Run<Singles512, SingleShortExp<Singles512>, SingleExp<Singles512>, Doubles512>(first, end, threads);
        }
        else if (Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported)
        {
            operation.Run<Singles256, SingleShortExp<Singles256>, SingleExp<Singles256>, Doubles256>(first, end, threads);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            operation.Run<Singles128, SinglePlainExp<Singles128>, SinglePlainExp<Singles128>, Doubles128>(first, end, threads);
        }
        else
        {
            operation.RunScalar(first, end);
        }
    }
}
