using System.Numerics;
using System.Numerics.Tensors;

namespace LseMlNet.Benchmarks.Peers;

/// <summary>
/// TensorPrimitives of System.Numerics.Tensors, composed for a stable result: max, subtract, exp, sum, then divide, or log and subtract.
/// </summary>
public sealed class ComposedPeer<T>(Operation operation, T[] logits, int rowLength, T[] results) : IPeer
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _scratch = new T[rowLength];

    public string Name => "TP composed";

    public void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            for (int row = 0; row < logits.Length / rowLength; row++)
            {
                Row(logits.AsSpan(row * rowLength, rowLength), row);
            }
        }
    }

    public void Dispose()
    {
    }

    private void Row(ReadOnlySpan<T> x, int row)
    {
        T maximum = TensorPrimitives.Max(x);
        Span<T> y = operation == Operation.LogSumExp ? _scratch : results.AsSpan(row * rowLength, rowLength);
        Span<T> powers = operation == Operation.LogSoftmax ? _scratch : y;
        TensorPrimitives.Subtract(x, maximum, powers);
        TensorPrimitives.Exp(powers, powers);
        T sum = TensorPrimitives.Sum<T>(powers);
        switch (operation)
        {
            case Operation.Softmax:
                TensorPrimitives.Divide(powers, sum, y);
                break;
            case Operation.LogSoftmax:
                TensorPrimitives.Subtract(x, maximum + T.Log(sum), y);
                break;
            default:
                results[row] = maximum + T.Log(sum);
                break;
        }
    }
}
