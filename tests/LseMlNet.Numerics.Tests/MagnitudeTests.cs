using System.Numerics;

namespace LseMlNet.Numerics.Tests;

public sealed class MagnitudeSingleTests : MagnitudeTests<float>;

public sealed class MagnitudeDoubleTests : MagnitudeTests<double>;

/// <summary>Rows whose logits have the sizes at which something changes: underflow, overflow, the largest numbers.</summary>
public abstract class MagnitudeTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [InlineData(0)]
    [InlineData(1e-38)]
    [InlineData(1)]
    [InlineData(88)]
    [InlineData(89)]
    [InlineData(255.9)]
    [InlineData(256.1)]
    [InlineData(710)]
    [InlineData(1499.9)]
    [InlineData(1500.1)]
    [InlineData(1e4)]
    [InlineData(1e30)]
    [InlineData(3.4e38)]
    public void EveryOperation_Magnitude_IsTheDefinition(double magnitude)
    {
        T high = T.CreateTruncating(magnitude);
        T next = T.BitDecrement(high);
        foreach (T[] row in new T[][] { [high, next], [-high, T.Zero], [high, -high], [next, high, T.One], [high, high, high, next, -next] })
        {
            for (int copies = 1; copies <= 20; copies++)
            {
                T[] x = [.. Enumerable.Repeat(row, copies).SelectMany(values => values)];
                T[] y = new T[x.Length];
                (T[] softmax, T[] logSoftmax, T logSumExp) = Plain.Of<T>(x);
                Subject<T>.Softmax(x, y);
                Values.AssertWithin<T>(6, softmax, y, $"softmax of {copies} times {string.Join(' ', row)}");
                Subject<T>.LogSoftmax(x, y);
                Values.AssertWithin<T>(4, logSoftmax, y, $"log-softmax of {copies} times {string.Join(' ', row)}");
                Values.AssertWithin(2, logSumExp, Subject<T>.LogSumExp(x), $"log-sum-exp of {copies} times {string.Join(' ', row)}");
            }
        }
    }
}
