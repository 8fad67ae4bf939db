using System.Numerics;

namespace LseMlNet.Benchmarks.Peers;

/// <summary>What every peer computes: an operation on logits of a shape, at a temperature. The peers share its buffers.</summary>
internal sealed record Problem<T>(Operation Operation, Shape Shape, T[] Logits, double Temperature = 1)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T[] Results { get; } = new T[Logits.Length];

    /// <summary>The label of each row, for the cross-entropy.</summary>
    public int[] Labels { get; } = [.. Enumerable.Range(0, Shape.Rows).Select(row => row % Shape.ClassCount)];

    /// <summary>The classes that ArgMax and TopK find.</summary>
    public int[] Indices { get; } = new int[Operation == Operation.ArgMax ? Shape.Rows : Math.Min(5, Shape.ClassCount)];

    /// <summary>Whether there is one result for a row instead of one for each class.</summary>
    public bool Reduces => Operation is not (Operation.Softmax or Operation.LogSoftmax);

    /// <summary>Normally distributed logits, the same for the same shape.</summary>
    public static Problem<T> Create(Operation operation, Shape shape)
    {
        Random random = new(shape.ClassCount);
        return new(operation, shape, [.. Enumerable.Range(0, shape.Length).Select(_ => T.CreateTruncating(Normal(random)))]);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
