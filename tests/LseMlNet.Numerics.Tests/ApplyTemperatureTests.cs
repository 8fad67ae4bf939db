using System.Numerics;

namespace LseMlNet.Numerics.Tests;

public sealed class ApplyTemperatureSingleTests : ApplyTemperatureTests<float>;

public sealed class ApplyTemperatureDoubleTests : ApplyTemperatureTests<double>;

public abstract class ApplyTemperatureTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(0.75)]
    [InlineData(3)]
    [InlineData(1048576)]
    public void ApplyTemperature_TemperatureRepresentableInTheType_IsTheRoundedQuotient(double temperature)
    {
        for (int length = 0; length < 70; length++)
        {
            T[] logits = Values.Normal<T>(length, length, 100);
            T[] actual = new T[length];
            Subject<T>.ApplyTemperature(logits, temperature, actual);
            for (int i = 0; i < length; i++)
            {
                double quotient = double.CreateTruncating(logits[i]) / temperature;
                Values.AssertWithin(0, T.CreateTruncating(quotient), actual[i], $"length {length} [{i}]");
            }
        }
    }

    [Theory, InlineData(0.1), InlineData(1.3), InlineData(2.5), InlineData(1e30)]
    public void ApplyTemperature_AdjacentLogits_AreNeverReversed(double temperature)
    {
        T[] logits = [.. Values.Normal<T>(1, 10_000, 10).SelectMany(x => (T[])[x, T.BitIncrement(x)])];
        T[] actual = new T[logits.Length];
        Subject<T>.ApplyTemperature(logits, temperature, actual);
        for (int i = 0; i < actual.Length; i += 2)
        {
            Assert.True(actual[i] <= actual[i + 1], $"{logits[i]}: {actual[i]}, then {actual[i + 1]}");
        }
    }

    [Fact]
    public void ApplyTemperature_SpecialLogits_LeavesThemUnchanged()
    {
        T[] actual = new T[4];
        Subject<T>.ApplyTemperature([T.NegativeInfinity, T.PositiveInfinity, T.NaN, T.Zero], 2.5, actual);
        Assert.Equal([T.NegativeInfinity, T.PositiveInfinity, T.NaN, T.Zero], actual);
    }

    [Fact]
    public void ApplyTemperature_QuotientOutOfRange_IsInfiniteOrSubnormal()
    {
        T[] actual = new T[2];
        Subject<T>.ApplyTemperature([T.One, -T.One], 1e-320, actual);
        Assert.Equal([T.PositiveInfinity, T.NegativeInfinity], actual);
        Subject<T>.ApplyTemperature([T.Epsilon * T.CreateTruncating(6), T.Epsilon], 2, actual);
        Assert.Equal([T.Epsilon * T.CreateTruncating(3), T.Zero], actual);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void ApplyTemperature_BadTemperature_Throws(double temperature)
    {
        ArgumentException error = Assert.Throws<ArgumentOutOfRangeException>(
            nameof(temperature), () => Subject<T>.ApplyTemperature(new T[1], temperature, new T[1]));
        Assert.Contains("finite and greater than 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ApplyTemperature_BadDestination_Throws()
    {
        T[] buffer = new T[4];
        Assert.Throws<ArgumentException>("scaled", () => Subject<T>.ApplyTemperature(new T[3], 2, new T[2]));
        Assert.Throws<ArgumentException>("scaled", () => Subject<T>.ApplyTemperature(buffer.AsSpan(0, 2), 2, buffer.AsSpan(1, 2)));
    }

    [Fact]
    public void ApplyTemperature_LongerDestinationInPlace_LeavesTheTail()
    {
        T[] buffer = Values.Of<T>(2, 4, 6, 8);
        Subject<T>.ApplyTemperature(buffer.AsSpan(0, 2), 2, buffer);
        Assert.Equal(Values.Of<T>(1, 2, 6, 8), buffer);
    }
}
