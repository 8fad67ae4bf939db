using System.Numerics;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>Cross-entropy of each row against its label.</summary>
internal readonly unsafe struct CrossEntropyBatch<T>(T* logits, int rowLength, int* labels, T* results) : IBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int RowLength => rowLength;

    [SkipLocalsInit]
    public void Run<TLanes, TExp, TWide>(int first, int end)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TExp : struct, IRowExp<TExp, TLanes, T>
        where TWide : unmanaged, ILanes<TWide, double>
    {
        T* maxima = stackalloc T[RowGroup.Rows];
        double* logs = stackalloc double[RowGroup.Rows];
        double* lows = stackalloc double[RowGroup.Rows];
        for (int row = first, count; row < end; row += count)
        {
            count = RowGroup.Count(rowLength, end - row);
            LogSum<T, TLanes, TExp, TWide>.Of(logits + (nint)row * rowLength, rowLength, count, maxima, logs, lows);
            for (int i = 0; i < count; i++)
            {
                results[row + i] = new RowSum<T>(maxima[i], logs[i], lows[i]).CrossEntropy(logits[(nint)(row + i) * rowLength + labels[row + i]]);
            }
        }
    }

    public void RunScalar(int first, int end)
    {
        for (int row = first; row < end; row++)
        {
            results[row] = ScalarRow<T>.CrossEntropy(new(logits + (nint)row * rowLength, rowLength), labels[row]);
        }
    }
}
