using System.Numerics;
using LseMlNet.Numerics.Simd;

namespace LseMlNet.Numerics.Scalar;

/// <summary>Runs <see cref="ScalarRow{T}"/> over the positions of logits in the layout [outer, classCount, innerLength].</summary>
internal readonly unsafe struct ScalarAxis<T>(T* logits, int classCount, int innerLength, double temperature)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Computes the positions from <paramref name="first"/> up to but not including <paramref name="end"/>. The cross-entropy of a negative
    /// label is NaN.
    /// </summary>
    public void Run(RowFunction function, int* labels, T* results, int first, int end)
    {
        for (int position = first; position < end; position++)
        {
            nint start = ClassAxis.Start(position, classCount, innerLength);
            ScalarRow<T> row = new(logits + start, classCount, innerLength, temperature);
            switch (function)
            {
                case RowFunction.Softmax: row.Softmax(results + start); break;
                case RowFunction.LogSoftmax: row.LogSoftmax(results + start); break;
                case RowFunction.LogSumExp: results[position] = row.LogSumExp(); break;
                case RowFunction.CrossEntropy: results[position] = labels[position] < 0 ? T.NaN : row.CrossEntropy(labels[position]); break;
                default: results[position] = row.Entropy(); break;
            }
        }
    }
}
