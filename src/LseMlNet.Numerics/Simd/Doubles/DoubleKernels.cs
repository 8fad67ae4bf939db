using LseMlNet.Numerics.Scalar;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>
/// Chooses the kernel, the vector width and the number of threads for logits that are doubles. Every limit is defined here.
/// </summary>
internal static unsafe class DoubleKernels
{
    /// <summary>Rows up to this length are placed side by side in tiles, where nothing has to be summed across lanes.</summary>
    public const int LongestShortRow = 8;

    /// <summary>Rows of at least this length are computed in blocks of half this length, which threads can share.</summary>
    public const int ShortestLongRow = 2 * RowBlocks.BlockLength;

    /// <summary>With this limit, a tile or a group of rows stays in the first-level cache from one pass to the next.</summary>
    public const int ElementsAtOnce = 4096;

    /// <summary>
    /// A log-sum-exp up to the first magnitude has lost digits if the maximum cancelled with a logarithm of at least the second. A smaller
    /// logarithm is more accurate than the sum near 0.
    /// </summary>
    public const double LargestNearZero = 0.25, SmallestCancellingLog = 1.0 / (1 << 15);

    /// <summary>Outside these temperatures, the powers of 1 / T leave the range of a double.</summary>
    private const double LowestTemperature = 1e-20, HighestTemperature = 1e20;

    // AVX2 without FMA exists only as a runtime switch. The kernels then use 128 bits.
    private static bool Has256 => Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported;

    private static bool Has512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported && Has256;

    /// <summary>Runs an operation on all positions.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Run(
        RowFunction operation, double* logits, double* results, int* labels, int classCount, int innerLength, int positions,
        double temperature = 1, int maxDegreeOfParallelism = 1)
    {
        if (positions == 0 || classCount == 0)
        {
            return;
        }

        if (temperature == 1)
        {
            DoubleJob job = new(operation, logits, results, labels, classCount, innerLength, DoubleScale.One);
            RunJob(&job, positions, maxDegreeOfParallelism);
        }
        else
        {
            RunScaled(operation, logits, results, labels, classCount, innerLength, positions, temperature, maxDegreeOfParallelism);
        }
    }

    [MethodImpl(Kernel.Options)]
    private static void RunScaled(
        RowFunction operation, double* logits, double* results, int* labels, int classCount, int innerLength, int positions,
        double temperature, int maxDegreeOfParallelism)
    {
        DoubleScale scale = new(temperature);
        DoubleJob job = new(operation, logits, results, labels, classCount, innerLength, &scale);
        RunJob(&job, positions, maxDegreeOfParallelism);
    }

    /// <summary>Sums over a row of floats or doubles that is not empty.</summary>
    [MethodImpl(Kernel.Options)]
    public static void SumLabelled<T, TNeeds>(T* logits, int length, int label, double inverse, LabelledTotals* totals)
        where T : unmanaged
        where TNeeds : struct, ILabelledNeeds
    {
        if (Has512)
        {
            LabelledSums<Doubles512, T, TNeeds>.OfRow(logits, length, label, inverse, totals);
        }
        else if (Has256)
        {
            LabelledSums<Doubles256, T, TNeeds>.OfRow(logits, length, label, inverse, totals);
        }
        else
        {
            LabelledSums<Doubles128, T, TNeeds>.OfRow(logits, length, label, inverse, totals);
        }
    }

    /// <summary>Computes one position in double precision without vectors.</summary>
    public static void RunScalar(DoubleJob* job, int position) =>
        new ScalarAxis<double>(job->Logits, job->ClassCount, job->InnerLength, job->Scale->Temperature).Run(
            job->Operation, job->Labels, job->Results, position, position + 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunJob(DoubleJob* job, int positions, int maxDegreeOfParallelism)
    {
        bool isLong = job->InnerLength == 1 && job->ClassCount >= ShortestLongRow;
        if (maxDegreeOfParallelism != 1)
        {
            long elements = (long)positions * job->ClassCount;
            int threads = Threads.Count(elements, isLong ? Threads.LongRowElements : Threads.Elements, maxDegreeOfParallelism);
            if (threads > 1 && !(isLong && positions < threads))
            {
                Spread(job, positions, threads);
                return;
            }

            maxDegreeOfParallelism = threads;
        }

        RunPart(job, 0, positions, maxDegreeOfParallelism);
    }

    // A method allocates its closure as soon as it starts, so the closure for threads is in a separate method.
    private static void Spread(DoubleJob* job, int positions, int threads) =>
        Threads.Run(
            positions, job->ClassCount <= LongestShortRow || job->InnerLength > 1 ? RowSums.Rows : 1, threads,
            (first, end) => RunPart(job, first, end, 1));

    /// <summary>Computes a range of positions. Several threads share each of a few long rows.</summary>
    [MethodImpl(Kernel.Options)]
    private static void RunPart(DoubleJob* job, int first, int end, int threads)
    {
        if (!Vector128.IsHardwareAccelerated || !(job->Scale->Temperature is >= LowestTemperature and <= HighestTemperature))
        {
            for (int position = first; position < end; position++)
            {
                RunScalar(job, position);
            }
        }
        else if (end - first == 1 && job->InnerLength == 1 && job->ClassCount is > 1 and <= LongestShortRow)
        {
            // The sums are computed in the same order as those of a tile.
            RunRow<Doubles128>(job, first);
        }
        else if (Has512)
        {
            RunRange<Doubles512>(job, first, end, threads);
        }
        else if (Has256)
        {
            RunRange<Doubles256>(job, first, end, threads);
        }
        else
        {
            RunRange<Doubles128>(job, first, end, threads);
        }
    }

    [MethodImpl(Kernel.Options)]
    private static void RunRange<TLanes>(DoubleJob* job, int first, int end, int threads)
        where TLanes : unmanaged, IDoubles<TLanes>
    {
        if (job->InnerLength > 1 || job->ClassCount <= LongestShortRow)
        {
            DoubleTiles<TLanes>.Run(job, first, end);
        }
        else if (job->ClassCount >= ShortestLongRow)
        {
            for (int row = first; row < end; row++)
            {
                DoubleLongRow<TLanes>.Run(job, row, threads);
            }
        }
        else if (end - first == 1)
        {
            RunRow<TLanes>(job, first);
        }
        else
        {
            DoubleRows<TLanes>.Run(job, first, end);
        }
    }

    [MethodImpl(Kernel.Options)]
    private static void RunRow<TLanes>(DoubleJob* job, int row)
        where TLanes : unmanaged, IDoubles<TLanes>
    {
        if (job->Operation == RowFunction.Softmax)
        {
            DoubleRow<TLanes>.Softmax(job, row);
        }
        else if (job->Operation == RowFunction.Entropy)
        {
            DoubleRows<TLanes>.Run(job, row, row + 1);
        }
        else
        {
            DoubleRow<TLanes>.Log(job, row);
        }
    }
}
