namespace LseMlNet.Numerics.Simd;

/// <summary>Runs a batch on the caller's thread, or divides its rows, or the blocks of a long row, among several threads.</summary>
internal static class Rows
{
    // Starting a thread costs a few microseconds, and each pass over a long row incurs that cost. Below about this much work
    // per thread, threads do not pay off: see the column "2 threads" of the ratios that the benchmarks print.
    private const int ElementsForAThread = 50_000;
    private const int RowElementsForAThread = 125_000;

    // There are more chunks than threads, so that a thread that starts late does not delay the others.
    private const int ChunksForAThread = 16;

    public static void RunSingle<TBatch>(in TBatch batch, int rows, int maxDegreeOfParallelism = 1)
        where TBatch : struct, IBatch<float>
    {
        int threads = Threads(rows, batch.RowLength, maxDegreeOfParallelism);
        if (threads > 1)
        {
            // The closure is created in a separate method. If it were created here, it would be allocated even for one thread.
            SpreadSingle(batch, rows, threads);
            return;
        }

        Width.RunSingle(batch, 0, rows);
    }

    public static void RunDouble<TBatch>(in TBatch batch, int rows, int maxDegreeOfParallelism = 1)
        where TBatch : struct, IBatch<double>
    {
        int threads = Threads(rows, batch.RowLength, maxDegreeOfParallelism);
        if (threads > 1)
        {
            SpreadDouble(batch, rows, threads);
            return;
        }

        Width.RunDouble(batch, 0, rows);
    }

    public static int Threads(int rows, int rowLength, int maxDegreeOfParallelism)
    {
        if (maxDegreeOfParallelism == 1)
        {
            return 1;
        }

        int most = maxDegreeOfParallelism < 0 ? Environment.ProcessorCount : maxDegreeOfParallelism;
        return (int)Math.Clamp((long)rows * rowLength / (rows == 1 ? RowElementsForAThread : ElementsForAThread), 1, most);
    }

    private static void SpreadSingle<TBatch>(TBatch batch, int rows, int threads)
        where TBatch : struct, IBatch<float> =>
        Spread(rows, batch.RowLength, threads, (first, end, share) => Width.RunSingle(batch, first, end, share));

    private static void SpreadDouble<TBatch>(TBatch batch, int rows, int threads)
        where TBatch : struct, IBatch<double> =>
        Spread(rows, batch.RowLength, threads, (first, end, share) => Width.RunDouble(batch, first, end, share));

    public static void Spread(int rows, int rowLength, int threads, Action<int, int, int> run)
    {
        int chunks = Math.Min(rows, threads * ChunksForAThread);
        if (rows == chunks && rowLength / RowElementsForAThread >= threads)
        {
            // There are only a few long rows. They run one after another, with all threads on each.
            for (int row = 0; row < rows; row++)
            {
                run(row, row + 1, threads);
            }

            return;
        }

        Parallel.For(
            0,
            chunks,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            chunk => run((int)((long)rows * chunk / chunks), (int)((long)rows * (chunk + 1) / chunks), 1));
    }
}
