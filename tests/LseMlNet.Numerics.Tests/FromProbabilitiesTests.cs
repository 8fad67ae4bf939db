using System.Numerics;

namespace LseMlNet.Numerics.Tests;

public sealed class FromProbabilitiesSingleTests : FromProbabilitiesTests<float>;

public sealed class FromProbabilitiesDoubleTests : FromProbabilitiesTests<double>;

public abstract class FromProbabilitiesTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T SmallestNormal = T.CreateTruncating(typeof(T) == typeof(float) ? 1.17549435e-38 : 2.2250738585072014e-308);

    [Fact]
    public void FromProbabilities_SoftmaxOfTheResult_IsTheRowAgain()
    {
        for (int length = 1; length < 40; length++)
        {
            T[] row = new T[length], logits = new T[length], again = new T[length];
            Subject<T>.Softmax(Values.Normal<T>(length, length, 5), row);
            Assert.True(Subject<T>.FromProbabilities(row, logits));
            Subject<T>.Softmax(logits, again);
            // The logarithm of a number is rounded, and its exponential multiplies that error by the size of the logarithm.
            Values.AssertWithin<T>(40, row, again, $"length {length}");
        }
    }

    [Fact]
    public void FromProbabilities_Zero_IsTheLogarithmOfTheSmallestNormalNumber()
    {
        T[] logits = new T[4];
        Assert.True(Subject<T>.FromProbabilities([T.Zero, T.Epsilon, SmallestNormal, T.NegativeZero], logits));
        T lowest = T.CreateTruncating(Math.Log(double.CreateTruncating(SmallestNormal)));
        Assert.Equal([lowest, lowest, lowest, lowest], logits);
        Assert.True(T.IsFinite(lowest));
    }

    [Fact]
    public void FromProbabilities_SlightlyAboveOne_IsZero()
    {
        T[] logits = new T[2];
        Assert.True(Subject<T>.FromProbabilities(Values.Of<T>(1, 1.0009), logits));
        Assert.Equal(Values.Of<T>(0, 0), logits);
    }

    [Theory, InlineData(-0.001), InlineData(1.002), InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void FromProbabilities_NotAProbability_IsNaNAndFalse(double bad)
    {
        T[] logits = new T[3];
        Assert.False(Subject<T>.FromProbabilities(Values.Of<T>(0.5, bad, 1), logits));
        Assert.Equal(Values.Of<T>(Math.Log(0.5), double.NaN, 0), logits);
    }

    [Fact]
    public void FromProbabilities_Destination_IsCheckedAndItsTailIsLeft()
    {
        T[] buffer = Values.Of<T>(1, 1, 7, 8);
        Assert.True(Subject<T>.FromProbabilities(buffer.AsSpan(0, 2), buffer));
        Assert.Equal(Values.Of<T>(0, 0, 7, 8), buffer);
        Assert.Throws<ArgumentException>("logits", () => Subject<T>.FromProbabilities(new T[3], new T[2]));
        Assert.Throws<ArgumentException>("logits", () => Subject<T>.FromProbabilities(buffer.AsSpan(0, 2), buffer.AsSpan(1, 2)));
    }
}
