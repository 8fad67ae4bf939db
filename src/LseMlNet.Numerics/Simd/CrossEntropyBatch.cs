using System.Numerics;

namespace LseMlNet.Numerics.Simd;

/// <summary>Cross-entropy of each row against its label.</summary>
internal readonly unsafe struct CrossEntropyBatch<T>(T* logits, int rowLength, int* labels, T* results) : IBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int RowLength => rowLength;

    public void Run<TLanes, TExp, TWide>(int first, int end)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TExp : struct, IRowExp<TExp, TLanes, T>
        where TWide : unmanaged, ILanes<TWide, double>
    {
        for (int row = first; row < end; row++)
        {
            T* x = logits + (nint)row * rowLength;
            results[row] = LogSum<T, TLanes, TExp, TWide>.Of(x, rowLength).CrossEntropy(x[labels[row]]);
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
