using System.Numerics;

namespace LseMlNet.Numerics.Tests;

public sealed class LogSoftmaxSingleTests : LogSoftmaxTests<float>;

public sealed class LogSoftmaxDoubleTests : LogSoftmaxTests<double>;

public abstract class LogSoftmaxTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(SpecialRows.Names), MemberType = typeof(SpecialRows))]
    public void LogSoftmax_SpecialRow_MatchesTheTable(string name)
    {
        SpecialRows.SpecialRow row = SpecialRows.Named(name);
        T[] logits = Values.Of<T>(row.Logits);
        T[] actual = new T[logits.Length];
        Subject<T>.LogSoftmax(logits, actual);
        Values.AssertWithin<T>(0, Values.Of<T>(row.LogSoftmax), actual, name);
    }

    [Theory]
    [MemberData(nameof(SpecialRows.Names), MemberType = typeof(SpecialRows))]
    public void LogSoftmax_SpecialRowPadded_MatchesTheTable(string name)
    {
        SpecialRows.SpecialRow row = SpecialRows.Named(name);
        for (int length = row.Logits.Length + 1; length < 80; length++)
        {
            T[] logits = Values.Of<T>(SpecialRows.Padded(row.Logits, length, double.NegativeInfinity));
            T[] actual = new T[length];
            Subject<T>.LogSoftmax(logits, actual);
            bool bad = row.LogSoftmax.Length == 0 || row.LogSoftmax.Any(double.IsNaN);
            double[] expected =
                bad ? [.. Enumerable.Repeat(double.NaN, length)] : SpecialRows.Padded(row.LogSoftmax, length, double.NegativeInfinity);
            Values.AssertWithin<T>(0, Values.Of<T>(expected), actual, $"{name}, length {length}");
        }
    }

    [Fact]
    public void LogSoftmax_TopClassOfAOneHotRow_IsNotZero()
    {
        // −log(1 + e^-20) and −20 − log(1 + e^-20), computed with mpmath at 50 digits.
        T[] actual = new T[2];
        Subject<T>.LogSoftmax(Values.Of<T>(20, 0), actual);
        Values.AssertWithin<T>(1, Values.Of<T>(-2.0611536203143807e-9, -20.00000000206115362), actual);
        Subject<T>.LogSoftmax(Values.Of<T>(0, 20), actual);
        Values.AssertWithin<T>(1, Values.Of<T>(-20.00000000206115362, -2.0611536203143807e-9), actual);
    }

    [Fact]
    public void LogSoftmax_ThreeLogits_IsTheReference()
    {
        // Computed with mpmath at 50 digits.
        T[] actual = new T[3];
        Subject<T>.LogSoftmax(Values.Of<T>(1000, 1001, 1002), actual);
        Values.AssertWithin<T>(1, Values.Of<T>(-2.4076059644443806, -1.4076059644443804, -0.40760596444438035), actual);
    }

    [Fact]
    public void LogSoftmax_InPlace_GivesTheSameBits()
    {
        T[] logits = Values.Normal<T>(2, 301, 10);
        T[] expected = new T[logits.Length];
        Subject<T>.LogSoftmax(logits, expected);
        Subject<T>.LogSoftmax(logits, logits);
        Assert.Equal(expected, logits);
    }

    [Fact]
    public void LogSoftmax_LongerDestination_LeavesTheTail()
    {
        T[] actual = Values.Of<T>(7, 7, 7, 7);
        Subject<T>.LogSoftmax(Values.Of<T>(double.NegativeInfinity, 2), actual);
        Assert.Equal(Values.Of<T>(double.NegativeInfinity, 0, 7, 7), actual);
    }

    [Fact]
    public void LogSoftmax_BadArguments_Throws()
    {
        T[] buffer = new T[10];
        Assert.Throws<ArgumentException>("logProbabilities", () => Subject<T>.LogSoftmax(new T[3], new T[2]));
        Assert.Throws<ArgumentException>("logProbabilities", () => Subject<T>.LogSoftmax(new T[4], 2, new T[3]));
        Assert.Throws<ArgumentException>("logProbabilities", () => Subject<T>.LogSoftmax(buffer.AsSpan(0, 5), buffer.AsSpan(1, 5)));
        Assert.Throws<ArgumentException>("logProbabilities", () => Subject<T>.LogSoftmax(buffer.AsSpan(3, 6), 3, buffer.AsSpan(0, 6)));
        Assert.Throws<ArgumentException>("logits", () => Subject<T>.LogSoftmax(new T[7], 3, new T[7]));
        Assert.Throws<ArgumentOutOfRangeException>("rowLength", () => Subject<T>.LogSoftmax(new T[3], 0, new T[3]));
    }

    [Fact]
    public void LogSoftmax_Batch_MatchesEachRowAlone()
    {
        foreach (int rowLength in new[] { 1, 2, 3, 10, 33, 257 })
        {
            T[] logits = Values.Normal<T>(rowLength, 5 * rowLength, 4);
            T[] batch = new T[logits.Length];
            T[] alone = new T[logits.Length];
            Subject<T>.LogSoftmax(logits, rowLength, batch);
            for (int start = 0; start < logits.Length; start += rowLength)
            {
                Subject<T>.LogSoftmax(logits.AsSpan(start, rowLength), alone.AsSpan(start));
            }

            Assert.Equal(alone, batch);
        }
    }
}
