using System.Globalization;
using System.Numerics;

namespace LseMlNet.Numerics.Tests;

public sealed class SigmoidSingleTests : SigmoidTests<float>;

public sealed class SigmoidDoubleTests : SigmoidTests<double>;

/// <summary>The results of Sigmoid and LogSigmoid, compared with 70-digit references.</summary>
public abstract class SigmoidTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double Bound = typeof(T) == typeof(float) ? 0.501 : 2;

    private static readonly T Largest = T.BitDecrement(T.PositiveInfinity);

    private static readonly double[][] References =
    [
        .. File.ReadLines(Repository.PathOf("tests", "LseMlNet.Numerics.Tests", "Support", "References", "sigmoid.csv")).Skip(1)
            .Select(line => Array.ConvertAll(line.Split(','), text => double.Parse(text, CultureInfo.InvariantCulture))),
    ];

    [Fact]
    public void Sigmoid_AnyLogitAndTemperature_IsWithinTheDocumentedError() =>
        AssertWithinBound((logits, temperature, results) => Subject<T>.Sigmoid(logits, results, temperature), result: 2);

    [Fact]
    public void LogSigmoid_AnyLogitAndTemperature_IsWithinTheDocumentedError() =>
        AssertWithinBound((logits, temperature, results) => Subject<T>.LogSigmoid(logits, results, temperature), result: 4);

    [Fact]
    public void SigmoidAndLogSigmoid_SpecialLogits_AreExact()
    {
        T[] logits = [T.NegativeInfinity, T.PositiveInfinity, T.NaN, T.Zero, T.NegativeZero, -Largest, Largest];
        T[] results = new T[logits.Length];
        T half = T.CreateChecked(0.5);
        foreach (double temperature in (double[])[1, 0.25, 3])
        {
            Subject<T>.Sigmoid(logits, results, temperature);
            Assert.Equal([T.Zero, T.One, T.NaN, half, half, T.Zero, T.One], results);
            Subject<T>.LogSigmoid(logits, results, temperature);
            Assert.Equal([T.NegativeInfinity, T.Zero, T.NaN], results[..3]);
            Values.AssertWithin(0, T.CreateTruncating(-Math.Log(2)), results[3]);
            Assert.Equal(T.Zero, results[6]);
        }

        // The result is the logit itself, not −∞, although the probability has underflowed long before.
        Subject<T>.LogSigmoid(logits, results);
        Assert.Equal(-Largest, results[5]);
    }

    [Fact]
    public void Sigmoid_SubnormalResult_IsNotFlushedToZero()
    {
        T[] logits = [T.CreateChecked(typeof(T) == typeof(float) ? -95 : -740)];
        T[] results = new T[1];
        Subject<T>.Sigmoid(logits, results);
        Assert.True(results[0] > T.Zero && T.IsSubnormal(results[0]));
        Subject<T>.LogSigmoid([-logits[0]], results);
        Assert.True(results[0] < T.Zero && T.IsSubnormal(results[0]));
    }

    [Fact]
    public void SigmoidAndLogSigmoid_InPlaceInALongerDestination_LeaveTheTail()
    {
        T[] buffer = Values.Of<T>(0, 0, 7, 8);
        Subject<T>.Sigmoid(buffer.AsSpan(0, 2), buffer);
        Assert.Equal(Values.Of<T>(0.5, 0.5, 7, 8), buffer);
        Subject<T>.LogSigmoid(buffer.AsSpan(0, 0), buffer);
        Assert.Equal(Values.Of<T>(0.5, 0.5, 7, 8), buffer);
    }

    [Fact]
    public void SigmoidAndLogSigmoid_BadDestinationOrTemperature_Throw()
    {
        T[] buffer = new T[4];
        Assert.Throws<ArgumentException>("probabilities", () => Subject<T>.Sigmoid(new T[3], new T[2]));
        Assert.Throws<ArgumentException>("probabilities", () => Subject<T>.Sigmoid(buffer.AsSpan(0, 2), buffer.AsSpan(1, 2)));
        Assert.Throws<ArgumentException>("logProbabilities", () => Subject<T>.LogSigmoid(new T[3], new T[2]));
        Assert.Throws<ArgumentException>("logProbabilities", () => Subject<T>.LogSigmoid(buffer.AsSpan(0, 2), buffer.AsSpan(1, 2)));
        foreach (double temperature in (double[])[0, -1, double.NaN, double.PositiveInfinity])
        {
            Assert.Throws<ArgumentOutOfRangeException>("temperature", () => Subject<T>.Sigmoid(buffer, buffer, temperature));
            Assert.Throws<ArgumentOutOfRangeException>("temperature", () => Subject<T>.LogSigmoid(buffer, buffer, temperature));
        }
    }

    // The error is measured in double or higher precision, before the reference is rounded to T.
    private static void AssertWithinBound(Action<T[], double, T[]> compute, int result)
    {
        Assert.True(References.Length > 300);
        foreach (double[] reference in References)
        {
            T[] actual = new T[1];
            compute([T.CreateChecked(reference[0])], reference[1], actual);
            T expected = T.CreateTruncating(reference[result]);
            double unit = double.CreateTruncating(T.BitIncrement(T.Abs(expected)) - T.Abs(expected));
            double error = Math.Abs(double.CreateTruncating(actual[0]) - reference[result] - reference[result + 1]) / unit;
            Assert.True(error <= Bound, string.Create(
                CultureInfo.InvariantCulture,
                $"logit {reference[0]:R} at temperature {reference[1]}: expected {reference[result]:R}, actual {actual[0]:R}, off by " +
                $"{error:F3} ulp"));
        }
    }
}
