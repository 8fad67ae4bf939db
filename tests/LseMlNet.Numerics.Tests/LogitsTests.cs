using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Tests;

public sealed class LogitsSingleTests : LogitsTests<float>;

public sealed class LogitsDoubleTests : LogitsTests<double>;

/// <summary>
/// Compares every operation with its definition, in guarded memory: for every length up to 300, some longer ones, and critical magnitudes.
/// </summary>
public abstract class LogitsTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Compared with 70-digit references, softmax is within 1.6 ulp for float and 3.5 ulp for double, and the logarithms are within 1.1 ulp
    // (benchmarks/LseMlNet.Accuracy). The definitions are rounded too: in double precision, Math.Exp and Math.Log contribute up to 2 ulp.
    private static double SoftmaxUlps =>
        typeof(T) == typeof(double) ? 6 : Fma.IsSupported || AdvSimd.IsSupported || !Vector128.IsHardwareAccelerated ? 2 : 3;

    private static double LogUlps => typeof(T) == typeof(float) ? 1 : 4;

    private static readonly int[] Lengths =
        [.. Enumerable.Range(0, 301), 511, 512, 513, 1000, 1023, 1024, 1025, 4095, 4096, 4097, 10_007, 131_072, 131_077];

    [Theory]
    [InlineData(1, 0)]
    [InlineData(10, 0)]
    [InlineData(40, 0)]
    [InlineData(1, 1000)]
    [InlineData(1, -300)]
    [InlineData(0.01, 100_000)]
    public void EveryOperation_EveryLength_IsTheDefinition(double scale, double mean)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "guard pages need the system calls of Linux");
        using GuardedMemory<T> source = new(131_077);
        using GuardedMemory<T> destination = new(131_077);
        foreach (int length in Lengths)
        {
            T[] row = Values.Normal<T>(length, length, scale, mean);
            (T[], T[], T) expected = length == 0 ? ([], [], T.NegativeInfinity) : Plain.Of<T>(row);
            Check(row, expected, source.AtStart(length), destination.AtEnd(length));
            Check(row, expected, source.AtEnd(length), destination.AtStart(length));
        }
    }

    /// <summary>
    /// The critical logits are those at underflow, at overflow, at the borders between ranges, and at the largest numbers.
    /// </summary>
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
        T[][] rows = [[high, next], [-high, T.Zero], [high, -high], [next, high, T.One], [high, high, high, next, -next]];
        foreach (T[] row in rows)
        {
            for (int copies = 1; copies <= 20; copies++)
            {
                T[] x = [.. Enumerable.Repeat(row, copies).SelectMany(values => values)];
                T[] y = new T[x.Length];
                (T[] softmax, T[] logSoftmax, T logSumExp) = Plain.Of<T>(x);
                Subject<T>.Softmax(x, y);
                Values.AssertWithin<T>(6, softmax, y, $"softmax of {copies} copies of {string.Join(' ', row)}");
                Subject<T>.LogSoftmax(x, y);
                Values.AssertWithin<T>(4, logSoftmax, y, $"log-softmax of {copies} copies of {string.Join(' ', row)}");
                Values.AssertWithin(2, logSumExp, Subject<T>.LogSumExp(x), $"log-sum-exp of {copies} copies of {string.Join(' ', row)}");
            }
        }
    }

    [Fact]
    public void EveryOperation_UnalignedMemory_GivesTheSameBits()
    {
        foreach (int length in new[] { 5, 16, 33, 100, 257, 1000 })
        {
            T[] row = Values.Normal<T>(length, length, 3);
            T[] expected = new T[length];
            T[] expectedLogs = new T[length];
            Subject<T>.Softmax(row, expected);
            Subject<T>.LogSoftmax(row, expectedLogs);
            for (int start = 0; start < 17; start++)
            {
                T[] source = new T[length + 17];
                T[] destination = new T[length + 34];
                row.CopyTo(source.AsSpan(start));
                Subject<T>.Softmax(source.AsSpan(start, length), destination.AsSpan(2 * start, length));
                Assert.Equal(expected, destination.AsSpan(2 * start, length));
                Subject<T>.LogSoftmax(source.AsSpan(start, length), destination.AsSpan(2 * start, length));
                Assert.Equal(expectedLogs, destination.AsSpan(2 * start, length));
                Assert.Equal(Subject<T>.LogSumExp(row), Subject<T>.LogSumExp(source.AsSpan(start, length)));
            }
        }
    }

    private static void Check(T[] row, (T[] Softmax, T[] LogSoftmax, T LogSumExp) expected, Span<T> x, Span<T> y)
    {
        if (row.Length == 0)
        {
            Subject<T>.Softmax(x, y);
            Subject<T>.LogSoftmax(x, y);
            Assert.Equal(expected.LogSumExp, Subject<T>.LogSumExp(x));
            return;
        }

        (T[] softmax, T[] logSoftmax, T logSumExp) = expected;
        string what = $"length {row.Length}";
        row.CopyTo(x);
        Subject<T>.Softmax(x, y);
        Values.AssertWithin<T>(SoftmaxUlps, softmax, y, what);
        Assert.Equal(row, x);
        Subject<T>.LogSoftmax(x, y);
        Values.AssertWithin<T>(LogUlps, logSoftmax, y, what);
        Subject<T>.LogSumExp(x, row.Length, y[..1]);
        Assert.Equal(Subject<T>.LogSumExp(x), y[0]);
        // Near 0, the maximum and the logarithm cancel, so the error of the definition has only an absolute bound.
        T tolerance = T.CreateTruncating(typeof(T) == typeof(float) ? 1e-11 : 1e-15);
        Assert.True(T.Abs(y[0] - logSumExp) <= tolerance || Values.Ulps(logSumExp, y[0]) <= LogUlps, $"{what}: {logSumExp} {y[0]}");
        Subject<T>.Softmax(x, x);
        Values.AssertWithin<T>(SoftmaxUlps, softmax, x, what);
        row.CopyTo(x);
        Subject<T>.LogSoftmax(x, x);
        Values.AssertWithin<T>(LogUlps, logSoftmax, x, what);
    }
}
