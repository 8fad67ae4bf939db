using System.Numerics;

namespace LseMlNet.Benchmarks.Peers;

/// <summary>The code that people usually copy: subtract the maximum, call T.Exp for each element, and sum in the element type.</summary>
public sealed class NaivePeer<T>(Operation operation, T[] logits, int rowLength, T[] results) : IPeer
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public string Name => "naive C#";

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
        T maximum = T.NegativeInfinity;
        foreach (T logit in x)
        {
            maximum = T.Max(maximum, logit);
        }

        Span<T> y = operation == Operation.LogSumExp ? default : results.AsSpan(row * rowLength, rowLength);
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            T power = T.Exp(x[i] - maximum);
            if (operation == Operation.Softmax)
            {
                y[i] = power;
            }

            sum += power;
        }

        T logSumExp = maximum + T.Log(sum);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = operation == Operation.Softmax ? y[i] / sum : x[i] - logSumExp;
        }

        if (operation == Operation.LogSumExp)
        {
            results[row] = logSumExp;
        }
    }
}
