using System.Numerics;

namespace LseMlNet.Numerics.Tests;

public sealed class SoftmaxRepeatingLastSingleTests : SoftmaxRepeatingLastTests<float>;

public sealed class SoftmaxRepeatingLastDoubleTests : SoftmaxRepeatingLastTests<double>;

public abstract class SoftmaxRepeatingLastTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(1000)]
    public void SoftmaxRepeatingLast_EveryLength_IsTheSoftmaxOfTheExpandedRow(int lastCount)
    {
        for (int length = 1; length <= 70; length++)
        {
            foreach (double scale in new double[] { 1, 10, 100 })
            {
                T[] logits = Values.Normal<T>(length, length, scale);
                logits[^1] = T.Zero;
                T[] actual = new T[length];
                Subject<T>.SoftmaxRepeatingLast(logits, lastCount, actual);
                ReadOnlySpan<T> expected = Expanded(logits, lastCount).AsSpan(0, length);
                Values.AssertWithin(lastCount == 1 ? 6 : 8, expected, actual, $"length {length}, scale {scale}");
            }
        }
    }

    [Fact]
    public void SoftmaxRepeatingLast_CountOfOne_GivesTheBitsOfSoftmax()
    {
        T[] logits = Values.Normal<T>(3, 37);
        T[] actual = new T[37];
        T[] expected = new T[37];
        Subject<T>.SoftmaxRepeatingLast(logits, 1, actual);
        Subject<T>.Softmax(logits, expected);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(SpecialRows.Names), MemberType = typeof(SpecialRows))]
    public void SoftmaxRepeatingLast_SpecialRow_MatchesTheTable(string name)
    {
        SpecialRows.SpecialRow row = SpecialRows.Named(name);
        T[] logits = Values.Of<T>([.. row.Logits, double.NegativeInfinity]);
        T[] actual = new T[logits.Length];
        Subject<T>.SoftmaxRepeatingLast(logits, 5, actual);
        double[] expected = row.Logits.Length == 0 ? [double.NaN] : [.. row.Softmax, double.IsNaN(row.Softmax[0]) ? double.NaN : 0];
        Assert.Equal(Values.Of<T>(expected), actual);
    }

    [Fact]
    public void SoftmaxRepeatingLast_OneLogit_IsDividedEqually()
    {
        T[] actual = new T[1];
        Subject<T>.SoftmaxRepeatingLast(Values.Of<T>(-3e30), 4, actual);
        Assert.Equal(Values.Of<T>(0.25), actual);
        Subject<T>.SoftmaxRepeatingLast(Values.Of<T>(7), int.MaxValue, actual);
        Values.AssertWithin(0, T.CreateTruncating(1.0 / int.MaxValue), actual[0]);
    }

    [Fact]
    public void SoftmaxRepeatingLast_BadArguments_Throws()
    {
        T[] buffer = new T[4];
        Assert.Throws<ArgumentException>("probabilities", () => Subject<T>.SoftmaxRepeatingLast(new T[3], 2, new T[2]));
        Assert.Throws<ArgumentException>(
            "probabilities", () => Subject<T>.SoftmaxRepeatingLast(buffer.AsSpan(0, 2), 2, buffer.AsSpan(1, 2)));
        Assert.Throws<ArgumentException>("logits", () => Subject<T>.SoftmaxRepeatingLast([], 2, new T[2]));
        Assert.Throws<ArgumentOutOfRangeException>("lastCount", () => Subject<T>.SoftmaxRepeatingLast(new T[2], 0, new T[2]));
    }

    [Fact]
    public void SoftmaxRepeatingLast_LongerDestinationInPlace_LeavesTheTail()
    {
        T[] buffer = Values.Of<T>(0, 0, 6, 8);
        Subject<T>.SoftmaxRepeatingLast(buffer.AsSpan(0, 2), 3, buffer);
        Assert.Equal(Values.Of<T>(0.25, 0.25, 6, 8), buffer);
    }

    private static T[] Expanded(T[] logits, int lastCount) =>
        Plain.Of<T>([.. logits, .. Enumerable.Repeat(logits[^1], lastCount - 1)]).Softmax;
}
