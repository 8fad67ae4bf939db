using System.Numerics;

namespace LseMlNet.Numerics.Tests;

public sealed class AlongAxisSingleTests : AlongAxisTests<float>;

public sealed class AlongAxisDoubleTests : AlongAxisTests<double>;

/// <summary>In the layout [outer, classCount, innerLength], each position has the same results as a row of its classes.</summary>
public abstract class AlongAxisTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly (int Outer, int Classes, int Inner)[] Shapes =
    [
        (1, 1, 1), (1, 3, 1), (2, 3, 4), (1, 5, 7), (3, 2, 15), (2, 4, 16), (1, 16, 17), (2, 17, 33), (1, 21, 100), (2, 84, 65),
        (1, 300, 9),
        (5, 10, 1), (40, 7, 1), (3, 33, 1), (1, 3, 2000),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(0.1)]
    [InlineData(2.5)]
    [InlineData(100)]
    public void EveryOperation_EveryShape_MatchesTheRowsOfClasses(double temperature)
    {
        foreach ((int outer, int classes, int inner) in Shapes)
        {
            T[] logits = Values.Normal<T>(classes, outer * classes * inner, 6);
            if (outer > 1)
            {
                // Special positions among ordinary ones.
                logits[0] = T.NaN;
                logits[^1] = T.PositiveInfinity;
                logits[logits.Length / 2] = T.NegativeInfinity;
            }

            Check(logits, outer, classes, inner, temperature);
        }
    }

    [Fact]
    public void EveryOperation_SeveralThreads_GivesTheSameBits()
    {
        const int Classes = 21, Inner = 30_011;
        T[] logits = Values.Normal<T>(3, 2 * Classes * Inner, 6);
        int[] labels = [.. Enumerable.Range(0, 2 * Inner).Select(i => i % (Classes + 1) - 1)];
        AxisResults<T> one = AxisResults<T>.Of(logits, Classes, Inner, labels, 1.3, 1);
        foreach (int threads in new[] { 2, 3, -1 })
        {
            AxisResults<T> several = AxisResults<T>.Of(logits, Classes, Inner, labels, 1.3, threads);
            Assert.Equal(one.Softmax, several.Softmax);
            Assert.Equal(one.LogSoftmax, several.LogSoftmax);
            Assert.Equal(one.LogSumExp, several.LogSumExp);
            Assert.Equal(one.Entropy, several.Entropy);
            Assert.Equal(one.Margin, several.Margin);
            Assert.Equal(one.CrossEntropy, several.CrossEntropy);
            Assert.Equal(one.ArgMax, several.ArgMax);
        }
    }

    [Fact]
    public void SoftmaxAndLogSoftmax_InPlace_GivesTheSameBits()
    {
        foreach ((int outer, int classes, int inner) in Shapes)
        {
            T[] logits = Values.Normal<T>(classes, outer * classes * inner, 6);
            AxisResults<T> results = AxisResults<T>.Of(logits, classes, inner, new int[outer * inner], 0.7, 1);
            T[] softmax = [.. logits];
            AxisSubject<T>.Softmax(softmax, classes, inner, softmax, 0.7, 1);
            Assert.Equal(results.Softmax, softmax);
            AxisSubject<T>.LogSoftmax(logits, classes, inner, logits, 0.7, 1);
            Assert.Equal(results.LogSoftmax, logits);
        }
    }

    private static void Check(T[] logits, int outer, int classes, int inner, double temperature)
    {
        int[] labels = [.. Enumerable.Range(0, outer * inner).Select(i => i % (classes + 1) - 1)];
        AxisResults<T> results = AxisResults<T>.Of(logits, classes, inner, labels, temperature, 1);
        T[] row = new T[classes];
        T[] expected = new T[classes];
        for (int position = 0; position < outer * inner; position++)
        {
            string place = $"shape [{outer}, {classes}, {inner}], position {position}";
            int start = position / inner * classes * inner + position % inner;
            for (int i = 0; i < classes; i++)
            {
                row[i] = logits[start + i * inner];
            }

            AxisSubject<T>.Softmax(row, classes, 1, expected, temperature, 1);
            for (int i = 0; i < classes; i++)
            {
                Values.AssertWithin(4, expected[i], results.Softmax[start + i * inner], place);
            }

            AxisSubject<T>.LogSoftmax(row, classes, 1, expected, temperature, 1);
            for (int i = 0; i < classes; i++)
            {
                Values.AssertWithin(4, expected[i], results.LogSoftmax[start + i * inner], place);
            }

            T[] one = new T[1];
            AxisSubject<T>.LogSumExp(row, classes, 1, one, temperature, 1);
            Values.AssertWithin(4, one[0], results.LogSumExp[position], place);
            AxisSubject<T>.Entropy(row, classes, 1, one, temperature, 1);
            Values.AssertWithin(4, one[0], results.Entropy[position], place);
            AxisSubject<T>.Margin(row, classes, 1, one, temperature, 1);
            Assert.Equal(one[0], results.Margin[position]);
            AxisSubject<T>.CrossEntropy(row, classes, 1, [labels[position]], one, temperature, 1);
            Values.AssertWithin(4, one[0], results.CrossEntropy[position], place);
            int[] top = new int[1];
            AxisSubject<T>.ArgMax(row, classes, 1, top, 1);
            Assert.Equal(top[0], results.ArgMax[position]);
        }
    }
}
