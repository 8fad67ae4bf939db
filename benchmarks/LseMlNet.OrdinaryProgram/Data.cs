using System.Numerics;

namespace LseMlNet.OrdinaryProgram;

/// <summary>One row of logits, and buffers for the results.</summary>
internal sealed class Data<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Data(int length)
    {
        var random = new Random(length);
        Logits = [.. Enumerable.Range(0, length).Select(_ => T.CreateTruncating(20 * random.NextDouble() - 10))];
        Results = new T[length];
        Indices = new int[Math.Min(5, length)];
    }

    public T[] Logits { get; }

    public T[] Results { get; }

    public int[] Indices { get; }
}
