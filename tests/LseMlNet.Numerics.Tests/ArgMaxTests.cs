using System.Numerics;

namespace LseMlNet.Numerics.Tests;

public sealed class ArgMaxSingleTests : ArgMaxTests<float>;

public sealed class ArgMaxDoubleTests : ArgMaxTests<double>;

public abstract class ArgMaxTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(SpecialRows.Names), MemberType = typeof(SpecialRows))]
    public void ArgMax_SpecialRow_IsTheIndexOfTheLargestProbability(string name)
    {
        SpecialRows.SpecialRow row = SpecialRows.Named(name);
        bool hasSoftmax = row.Softmax.Length > 0 && !row.Softmax.Any(double.IsNaN);
        int expected = hasSoftmax ? Array.IndexOf(row.Softmax, row.Softmax.Max()) : -1;
        Assert.Equal(expected, Decide<T>.ArgMax(Values.Of<T>(row.Logits)));
    }

    [Fact]
    public void ArgMax_AnyRow_IsTheFirstIndexOfTheMaximum()
    {
        foreach (T[] row in Decide<T>.Rows())
        {
            Assert.Equal(Array.IndexOf(row, row.Max()), Decide<T>.ArgMax(row));
        }
    }

    [Fact]
    public void ArgMax_Ties_IsTheLowestIndex()
    {
        Assert.Equal(1, Decide<T>.ArgMax(Values.Of<T>(1, 3, 3, 2, 3)));
        Assert.Equal(0, Decide<T>.ArgMax(Values.Of<T>(0, 0, 0)));
        // Zeros are equal regardless of their sign.
        Assert.Equal(0, Decide<T>.ArgMax(Values.Of<T>(-0.0, 0)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ArgMax_BadElementAnywhere_IsMinusOne(double bad)
    {
        for (int length = 1; length < 40; length++)
        {
            for (int at = 0; at < length; at++)
            {
                T[] row = Values.Normal<T>(length, length, 10);
                row[at] = T.CreateTruncating(bad);
                Assert.Equal(-1, Decide<T>.ArgMax(row));
            }
        }
    }

    [Fact]
    public void ArgMax_LogitsAndTheirProbabilities_IsTheSame()
    {
        // The second largest logit is a whole nat below the largest, so rounding cannot make the two equal.
        foreach (int length in (int[])[2, 10, 1000])
        {
            T[] logits = Values.Normal<T>(length, length, 3);
            int top = length / 2;
            logits[top] = logits.Max() + T.One;
            T[] result = new T[length];
            Subject<T>.Softmax(logits, result);
            Assert.Equal(top, Decide<T>.ArgMax(result));
            Subject<T>.LogSoftmax(logits, result);
            Assert.Equal(top, Decide<T>.ArgMax(result));
            Assert.Equal(top, Decide<T>.ArgMax(logits));
        }
    }
}
