namespace LseMlNet.Numerics.Simd;

/// <summary>Runs a batch on the caller's thread, or spreads its rows over several.</summary>
internal static class Rows
{
    // Starting a thread takes some microseconds; below about this much work for each it does not pay.
    private const int ElementsForAThread = 50_000;

    // More chunks than threads, so that a thread that starts late does not hold up the rest.
    private const int ChunksForAThread = 4;

    public static void RunSingle<TBatch>(in TBatch batch, int rows, int maxDegreeOfParallelism = 1)
        where TBatch : struct, IBatch<float>
    {
        int threads = Threads(rows, batch.RowLength, maxDegreeOfParallelism);
        if (threads > 1)
        {
            // The closure is made in a method of its own: here it would be allocated for one thread too.
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

    private static int Threads(int rows, int rowLength, int maxDegreeOfParallelism)
    {
        if (maxDegreeOfParallelism == 1)
        {
            return 1;
        }

        int most = maxDegreeOfParallelism < 0 ? Environment.ProcessorCount : maxDegreeOfParallelism;
        return (int)Math.Min(Math.Min(most, rows), (long)rows * rowLength / ElementsForAThread);
    }

    private static void SpreadSingle<TBatch>(TBatch batch, int rows, int threads)
        where TBatch : struct, IBatch<float> =>
        Spread(rows, threads, (first, end) => Width.RunSingle(batch, first, end));

    private static void SpreadDouble<TBatch>(TBatch batch, int rows, int threads)
        where TBatch : struct, IBatch<double> =>
        Spread(rows, threads, (first, end) => Width.RunDouble(batch, first, end));

    private static void Spread(int rows, int threads, Action<int, int> run)
    {
        int chunks = Math.Min(rows, threads * ChunksForAThread);
        Parallel.For(
            0,
            chunks,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            chunk => run((int)((long)rows * chunk / chunks), (int)((long)rows * (chunk + 1) / chunks)));
    }
}
