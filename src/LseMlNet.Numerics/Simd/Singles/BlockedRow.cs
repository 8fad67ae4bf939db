using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// A row that is long enough to be divided into blocks, which are the same for any number of threads. Each block is summed separately and
/// the sums are added in order, so the bits of the result do not depend on the threads.
/// </summary>
internal static unsafe class BlockedRow<TLanes, TExp, TWide>
    where TLanes : unmanaged, ISingles<TLanes>
    where TExp : struct, ISingleExp<TExp, TLanes>
    where TWide : unmanaged, IDoubles<TWide>
{
    public static void Softmax(float* logits, float* probabilities, int length, in SingleScale scale, int threads)
    {
        SingleScale copy = scale;
        (float minimum, float maximum) = Range(logits, length, threads);
        double sum = RowBlocks.Spread(
            length,
            threads,
            (start, count) =>
                LongRow<TLanes, TExp, TWide>.Powers(logits + start, probabilities + start, count, minimum, maximum, in copy)).Sum();
        RowBlocks.Spread(length, threads, (start, count) =>
        {
            LongRow<TLanes, TExp, TWide>.Divide(probabilities + start, count, sum);
            return count;
        });
    }

    /// <summary>Returns log Σ e^((x − m) / T) and the maximum m, as <see cref="LogSum{TLanes, TWide}.Of"/> does.</summary>
    public static double LogSum(float* logits, int length, in SingleScale scale, int threads, out float maximum)
    {
        SingleScale copy = scale;
        (float minimum, float largest) = Range(logits, length, threads);
        bool isCentral = scale.IsCentral(minimum, largest);
        double sum = RowBlocks.Spread(
            length, threads, (start, count) => LogSum<TLanes, TWide>.Sum(logits + start, count, isCentral, largest, in copy)).Sum();
        maximum = largest;
        double log = LogSum<TLanes, TWide>.Log(sum, isCentral, largest, in scale);
        return LogSum<TLanes, TWide>.Suffices(log, largest, in scale)
            ? log
            : LogSum<TLanes, TWide>.Accurate(logits, length, ref maximum, in scale);
    }

    private static (float Minimum, float Maximum) Range(float* logits, int length, int threads)
    {
        (float Minimum, float Maximum)[] parts = RowBlocks.Spread(length, threads, (start, count) =>
        {
            float maximum = LongRow<TLanes, TExp, TWide>.Maximum(logits + start, count, out float minimum);
            return (minimum, maximum);
        });
        return (parts.Min(part => part.Minimum), parts.Max(part => part.Maximum));
    }
}
