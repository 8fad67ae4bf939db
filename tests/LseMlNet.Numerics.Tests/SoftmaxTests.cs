using System.Numerics;

namespace LseMlNet.Numerics.Tests;

public sealed class SoftmaxSingleTests : SoftmaxTests<float>;

public sealed class SoftmaxDoubleTests : SoftmaxTests<double>;

public abstract class SoftmaxTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(SpecialRows.Names), MemberType = typeof(SpecialRows))]
    public void Softmax_SpecialRow_MatchesTheTable(string name)
    {
        SpecialRows.SpecialRow row = SpecialRows.Named(name);
        T[] logits = Values.Of<T>(row.Logits);
        T[] actual = new T[logits.Length];
        Subject<T>.Softmax(logits, actual);
        Values.AssertWithin<T>(0, Values.Of<T>(row.Softmax), actual, name);
    }

    /// <summary>Rounding can make the probabilities of such logits equal, or put them out of order by no more than their errors.</summary>
    [Theory, InlineData(1), InlineData(0.1), InlineData(2.5)]
    public void Softmax_AdjacentLogits_AreReversedByTwoUlpAtMost(double temperature)
    {
        for (int row = 0; row < 1_000; row++)
        {
            T[] logits = [.. Values.Normal<T>(row, 5, 5 * temperature).SelectMany(x => (T[])[x, T.BitIncrement(x)])];
            T[] actual = new T[logits.Length];
            Subject<T>.Softmax(logits, actual, temperature);
            for (int i = 0; i < actual.Length; i += 2)
            {
                Assert.True(
                    actual[i] <= actual[i + 1] || Values.Ulps(actual[i], actual[i + 1]) <= 2, $"row {row}, {logits[i]}: {actual[i]}, then {actual[i + 1]}");
            }
        }
    }

    /// <summary>
    /// Appending −∞ to a row does not change its results. The table thus applies to every length and every tail of a vector loop.
    /// </summary>
    [Theory]
    [MemberData(nameof(SpecialRows.Names), MemberType = typeof(SpecialRows))]
    public void Softmax_SpecialRowPadded_MatchesTheTable(string name)
    {
        SpecialRows.SpecialRow row = SpecialRows.Named(name);
        for (int length = row.Logits.Length + 1; length < 80; length++)
        {
            T[] logits = Values.Of<T>(SpecialRows.Padded(row.Logits, length, double.NegativeInfinity));
            T[] actual = new T[length];
            Subject<T>.Softmax(logits, actual);
            bool bad = row.Softmax.Length == 0 || row.Softmax.Any(double.IsNaN);
            double[] expected = bad ? [.. Enumerable.Repeat(double.NaN, length)] : SpecialRows.Padded(row.Softmax, length, 0);
            Values.AssertWithin<T>(0, Values.Of<T>(expected), actual, $"{name}, length {length}");
        }
    }

    [Fact]
    public void Softmax_LogitsNearAThousand_IsFinite()
    {
        T[] actual = new T[3];
        Subject<T>.Softmax(Values.Of<T>(1000, 1001, 1002), actual);
        Values.AssertWithin<T>(2, Values.Of<T>(0.09003057317038046, 0.24472847105479764, 0.6652409557748218), actual);
    }

    [Fact]
    public void Softmax_OneLogitFarAboveTheOthers_IsOneHot()
    {
        T[] actual = new T[6];
        Subject<T>.Softmax(Values.Of<T>(-1000, 1000, -1000, 5, 10, 0.001), actual);
        Values.AssertWithin<T>(0, Values.Of<T>(0, 1, 0, 0, 0, 0), actual);
    }

    [Fact]
    public void Softmax_ResultBelowTheNormalRange_IsSubnormal()
    {
        // e^-100 and e^-740, computed with mpmath at 50 digits.
        T[] logits = typeof(T) == typeof(float) ? Values.Of<T>(0, -100) : Values.Of<T>(0, -740);
        T[] actual = new T[2];
        Subject<T>.Softmax(logits, actual);
        T expected = typeof(T) == typeof(float) ? T.CreateTruncating(3.720075976020836e-44) : T.CreateTruncating(4.1887398800480489e-322);
        Values.AssertWithin(1, expected, actual[1]);
        Assert.True(T.IsSubnormal(actual[1]));
    }

    /// <summary>Any finite value gives 1, whether it is the only element or all others are −∞.</summary>
    [Fact]
    public void Softmax_OneFiniteElement_IsOne()
    {
        foreach (int length in new[] { 1, 2, 5, 9, 20, 40, 151, 300 })
        {
            T[] logits = new T[length];
            T[] actual = new T[length];
            Array.Fill(logits, T.NegativeInfinity);
            for (double x = -130; x < 130; x += 0.731)
            {
                logits[length / 3] = T.CreateTruncating(x);
                Subject<T>.Softmax(logits, actual);
                Assert.Equal(T.One, actual[length / 3]);
                Assert.Equal(T.One, actual.Aggregate((sum, value) => sum + value));
            }
        }
    }

    /// <summary>Equal terms have equal rounding errors, which add up unless the sum compensates for them.</summary>
    [Fact]
    public void Softmax_MillionsOfEqualLogits_IsTheDefinition()
    {
        T[] logits = new T[4_000_000];
        Array.Fill(logits, T.CreateTruncating(-15.035818017992195));
        logits[0] = T.Zero;
        T[] actual = new T[logits.Length];
        Subject<T>.Softmax(logits, actual);
        double sum = 1 + 3_999_999 * Math.Exp(double.CreateTruncating(logits[1]));
        Values.AssertWithin(4, T.CreateTruncating(1 / sum), actual[0]);
        Subject<T>.Softmax(logits, logits.Length, logits, 2);
        Assert.Equal(actual, logits);
    }

    [Fact]
    public void Softmax_InPlace_GivesTheSameBits()
    {
        T[] logits = Values.Normal<T>(1, 301, 10);
        T[] expected = new T[logits.Length];
        Subject<T>.Softmax(logits, expected);
        Subject<T>.Softmax(logits, logits);
        Assert.Equal(expected, logits);
    }

    [Fact]
    public void Softmax_LongerDestination_LeavesTheTail()
    {
        T[] actual = Values.Of<T>(7, 7, 7, 7);
        Subject<T>.Softmax(Values.Of<T>(0, 0), actual);
        Assert.Equal(Values.Of<T>(0.5, 0.5, 7, 7), actual);
        actual = Values.Of<T>(7, 7, 7, 7, 7);
        Subject<T>.Softmax(Values.Of<T>(0, 0, 0, 0), 2, actual);
        Assert.Equal(Values.Of<T>(0.5, 0.5, 0.5, 0.5, 7), actual);
    }

    [Fact]
    public void Softmax_ShortDestination_Throws()
    {
        ArgumentException error = Assert.Throws<ArgumentException>("probabilities", () => Subject<T>.Softmax(new T[3], new T[2]));
        Assert.Contains("has 2 elements but needs at least 3", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("probabilities", () => Subject<T>.Softmax(new T[4], 2, new T[3]));
    }

    [Fact]
    public void Softmax_PartialOverlap_Throws()
    {
        T[] buffer = new T[10];
        Assert.Throws<ArgumentException>("probabilities", () => Subject<T>.Softmax(buffer.AsSpan(0, 5), buffer.AsSpan(1, 5)));
        Assert.Throws<ArgumentException>("probabilities", () => Subject<T>.Softmax(buffer.AsSpan(1, 5), buffer.AsSpan(0, 9)));
        Assert.Throws<ArgumentException>("probabilities", () => Subject<T>.Softmax(buffer.AsSpan(0, 6), 3, buffer.AsSpan(3, 6)));
        // Elements beyond the length of the row are not used, so they may overlap the logits.
        Subject<T>.Softmax(buffer.AsSpan(5, 5), buffer);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Softmax_RowLengthBelowOne_Throws(int rowLength)
    {
        ArgumentException error =
            Assert.Throws<ArgumentOutOfRangeException>(nameof(rowLength), () => Subject<T>.Softmax(new T[3], rowLength, new T[3]));
        Assert.Contains("at least 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Softmax_NotWholeRows_Throws()
    {
        ArgumentException error = Assert.Throws<ArgumentException>("logits", () => Subject<T>.Softmax(new T[7], 3, new T[7]));
        Assert.Contains("7 logits, which is not a multiple of the row length 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Softmax_EmptyBatch_WritesNothing()
    {
        T[] actual = Values.Of<T>(7);
        Subject<T>.Softmax([], 3, actual);
        Assert.Equal(Values.Of<T>(7), actual);
    }

    [Fact]
    public void Softmax_Batch_MatchesEachRowAlone()
    {
        foreach (int rowLength in new[] { 1, 2, 3, 10, 33, 257 })
        {
            T[] logits = Values.Normal<T>(rowLength, 5 * rowLength, 4);
            T[] batch = new T[logits.Length];
            T[] alone = new T[logits.Length];
            Subject<T>.Softmax(logits, rowLength, batch);
            for (int start = 0; start < logits.Length; start += rowLength)
            {
                Subject<T>.Softmax(logits.AsSpan(start, rowLength), alone.AsSpan(start));
            }

            Assert.Equal(alone, batch);
        }
    }
}
