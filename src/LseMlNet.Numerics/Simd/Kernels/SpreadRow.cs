using System.Numerics;

namespace LseMlNet.Numerics.Simd;

/// <summary>The passes over one long row, each divided into blocks that several threads process.</summary>
internal static unsafe class SpreadRow<T, TLanes, TExp, TWide>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
    where TExp : struct, IRowExp<TExp, TLanes, T>
    where TWide : unmanaged, ILanes<TWide, double>
{
    public static void Softmax(T* logits, T* probabilities, int length, int threads)
    {
        T maximum = Maximum(logits, length, threads, out T minimum);
        Pair total = default;
        foreach (double part in RowBlocks.Spread(
            length, threads, (start, count) => RowKernel<T, TLanes, TExp, TWide>.PowersOfBlock(logits + start, probabilities + start, count, minimum, maximum)))
        {
            total = total.Add(new(part, 0));
        }

        double sum = total.Value;
        RowBlocks.Spread(length, threads, (start, count) =>
        {
            RowKernel<T, TLanes, TExp, TWide>.Scale(probabilities + start, count, sum);
            return count;
        });
    }

    public static T Maximum(T* logits, int length, int threads, out T minimum)
    {
        minimum = T.PositiveInfinity;
        T maximum = T.NegativeInfinity;
        foreach ((T least, T most) in RowBlocks.Spread(length, threads, (start, count) =>
        {
            T most = RowKernel<T, TLanes, TExp, TWide>.Maximum(logits + start, count, out T least);
            return (least, most);
        }))
        {
            minimum = T.Min(minimum, least);
            maximum = T.Max(maximum, most);
        }

        return maximum;
    }

    public static void Subtract(T* source, T* destination, int length, T high, T low, int threads) =>
        RowBlocks.Spread(length, threads, (start, count) =>
        {
            RowKernel<T, TLanes, TExp, TWide>.Subtract(source + start, destination + start, count, high, low);
            return count;
        });
}
