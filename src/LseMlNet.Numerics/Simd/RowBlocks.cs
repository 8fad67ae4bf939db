namespace LseMlNet.Numerics.Simd;

/// <summary>
/// The blocks of one long row, which are the same for any number of threads. Each block is summed separately and the sums are added in
/// order, so the bits of the result do not depend on the threads. A row shorter than two blocks forms a single block.
/// </summary>
internal static class RowBlocks
{
    public const int BlockLength = 16_384;

    public static int Count(int length) => Math.Max(1, length / BlockLength);

    public static int Start(int block) => block * BlockLength;

    /// <summary>Returns the length of a block. The last block also contains the remainder.</summary>
    public static int Length(int block, int length) => block == Count(length) - 1 ? length - Start(block) : BlockLength;

    /// <summary>Runs a function with the start and the length of each block, on several threads.</summary>
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
