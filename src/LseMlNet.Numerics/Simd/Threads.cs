namespace LseMlNet.Numerics.Simd;

/// <summary>Divides work among threads. With one thread nothing is allocated, because the caller does not use this class.</summary>
internal static class Threads
{
    /// <summary>
    /// Starting a thread costs a few microseconds, and each pass over a long row incurs that cost. Below about this many elements per
    /// thread, threads do not pay off: see the column "2 threads" in the ratios that the benchmarks print.
    /// </summary>
    public const int Elements = 50_000;

    /// <summary>The same limit as <see cref="Elements"/>, for threads that share one long row.</summary>
    public const int LongRowElements = 125_000;

    // There are more chunks than threads, so that a thread that starts late does not delay the others.
    private const int ChunksForAThread = 16;

    /// <summary>Returns how many threads pay off if each is to have at least a given number of elements.</summary>
    public static int Count(long elements, int elementsForAThread, int maxDegreeOfParallelism) =>
        maxDegreeOfParallelism == 1
            ? 1
            : (int)Math.Clamp(
                elements / elementsForAThread, 1, maxDegreeOfParallelism < 0 ? Environment.ProcessorCount : maxDegreeOfParallelism);

    /// <summary>
    /// Calls <paramref name="run"/> for consecutive ranges of items, with the first item and the end of each range. All ranges but the last
    /// are multiples of <paramref name="step"/>.
    /// </summary>
    public static void Run(int items, int step, int threads, Action<int, int> run)
    {
        int steps = (int)(((long)items + step - 1) / step);
        int chunks = Math.Min(steps, threads * ChunksForAThread);
        Parallel.For(
            0,
            chunks,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            chunk => run(
                (int)((long)steps * chunk / chunks * step),
                (int)Math.Min(items, (long)steps * (chunk + 1) / chunks * step)));
    }
}
