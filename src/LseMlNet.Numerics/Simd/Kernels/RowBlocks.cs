namespace LseMlNet.Numerics.Simd;

/// <summary>
/// The blocks of one long row, the same ones for any number of threads: each is summed by itself and the sums are added in order, so the
/// bits do not depend on who summed them. A row of fewer than two blocks is one.
/// </summary>
internal static class RowBlocks
{
    private const int BlockLength = 16_384;

    public static int Count(int length) => Math.Max(1, length / BlockLength);

    public static int Start(int block) => block * BlockLength;

    /// <summary>The length of a block; the last takes what is left over.</summary>
    public static int Length(int block, int length) => block == Count(length) - 1 ? length - Start(block) : BlockLength;

    /// <summary>Runs something with the start and the length of each block, on several threads.</summary>
    public static TResult[] Spread<TResult>(int length, int threads, Func<int, int, TResult> run)
    {
        TResult[] results = new TResult[Count(length)];
        Parallel.For(
            0,
            results.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            block => results[block] = run(Start(block), Length(block, length)));
        return results;
    }
}
