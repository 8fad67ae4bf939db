using System.Numerics;

namespace LseMlNet.Numerics.Tests;

public sealed class CrossEntropySingleTests : CrossEntropyTests<float>;

public sealed class CrossEntropyDoubleTests : CrossEntropyTests<double>;

public abstract class CrossEntropyTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Fact]
    public void CrossEntropy_EveryLabel_IsMinusLogSoftmax()
    {
        foreach (int length in new[] { 1, 2, 7, 16, 17, 64, 300 })
        {
            T[] logits = Values.Normal<T>(length, length, 5);
            T[] logProbabilities = new T[length];
            Subject<T>.LogSoftmax(logits, logProbabilities);
            for (int label = 0; label < length; label++)
            {
                Values.AssertWithin(2, -logProbabilities[label], Subject<T>.CrossEntropy(logits, label), $"length {length}, label {label}");
            }
        }
    }

    [Fact]
    public void CrossEntropy_SpecialRow_IsMinusLogSoftmax()
    {
        foreach (SpecialRows.SpecialRow row in SpecialRows.All)
        {
            for (int label = 0; label < row.Logits.Length; label++)
            {
                T actual = Subject<T>.CrossEntropy(Values.Of<T>(row.Logits), label);
                Values.AssertWithin(0, T.CreateTruncating(-row.LogSoftmax[label]), actual, $"{row.Name}, label {label}");
            }
        }
    }

    [Fact]
    public void CrossEntropy_CertainAndCorrect_IsNotZero() =>
        Values.AssertWithin(1, T.CreateTruncating(2.0611536203143807e-9), Subject<T>.CrossEntropy(Values.Of<T>(20, 0), 0));

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void CrossEntropy_LabelOutsideTheRow_Throws(int label)
    {
        Assert.Throws<ArgumentOutOfRangeException>(nameof(label), () => Subject<T>.CrossEntropy(new T[3], label));
        T[] results = Values.Of<T>(7, 7);
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => Subject<T>.CrossEntropy(new T[6], 3, [0, label], results));
        Assert.Equal(Values.Of<T>(7, 7), results);
    }

    [Fact]
    public void CrossEntropy_EmptyRow_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>("label", () => Subject<T>.CrossEntropy([], 0));

    [Fact]
    public void CrossEntropy_BadArguments_Throws()
    {
        T[] buffer = new T[10];
        Assert.Throws<ArgumentException>("labels", () => Subject<T>.CrossEntropy(new T[6], 3, [0], new T[2]));
        Assert.Throws<ArgumentException>("labels", () => Subject<T>.CrossEntropy(new T[6], 3, [0, 0, 0], new T[2]));
        Assert.Throws<ArgumentException>("results", () => Subject<T>.CrossEntropy(new T[6], 3, [0, 0], new T[1]));
        Assert.Throws<ArgumentException>("results", () => Subject<T>.CrossEntropy(buffer.AsSpan(0, 6), 3, [0, 0], buffer.AsSpan(5)));
        Assert.Throws<ArgumentException>("logits", () => Subject<T>.CrossEntropy(new T[7], 3, [0, 0], new T[2]));
        Assert.Throws<ArgumentOutOfRangeException>("rowLength", () => Subject<T>.CrossEntropy(new T[3], 0, [], new T[3]));
    }

    [Fact]
    public void CrossEntropy_Batch_MatchesEachRowAlone()
    {
        foreach (int rowLength in new[] { 1, 2, 3, 10, 33, 257 })
        {
            T[] logits = Values.Normal<T>(rowLength, 5 * rowLength, 4);
            int[] labels = [.. Enumerable.Range(0, 5).Select(row => row * 7 % rowLength)];
            T[] batch = new T[5];
            Subject<T>.CrossEntropy(logits, rowLength, labels, batch);
            for (int row = 0; row < 5; row++)
            {
                Assert.Equal(Subject<T>.CrossEntropy(logits.AsSpan(row * rowLength, rowLength), labels[row]), batch[row]);
            }
        }
    }
}
