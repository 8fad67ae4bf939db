using System.Numerics;

namespace LseMlNet.Numerics.Tests;

public sealed class TopKSingleTests : TopKTests<float>;

public sealed class TopKDoubleTests : TopKTests<double>;

public abstract class TopKTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Fact]
    public void TopK_AnyRow_MatchesTheStableSort()
    {
        foreach (T[] row in Decide<T>.Rows())
        {
            foreach (int k in (int[])[1, 2, 3, 5, 10, row.Length - 1, row.Length])
            {
                if (k >= 1 && k <= row.Length)
                {
                    AssertHead(row, k);
                }
            }
        }
    }

    [Fact]
    public void TopK_AscendingDescendingAndEqual_MatchesTheStableSort()
    {
        T[] rising = [.. Enumerable.Range(0, 500).Select(i => T.CreateTruncating(i))];
        foreach (int k in (int[])[1, 7, 100, 500])
        {
            AssertHead(rising, k);
            AssertHead([.. rising.Reverse()], k);
            AssertHead([.. rising.Select(x => T.CreateTruncating(double.CreateTruncating(x) % 4))], k);
        }
    }

    [Fact]
    public void TopK_Ties_AreOrderedByIndex()
    {
        int[] indices = new int[4];
        Assert.True(Decide<T>.TopK(Values.Of<T>(2, 3, 2, 3, 3, 2), indices));
        Assert.Equal([1, 3, 4, 0], indices);
    }

    [Fact]
    public void TopK_ExcludedClasses_AreLastAndOrderedByIndex()
    {
        int[] indices = new int[4];
        Assert.True(Decide<T>.TopK(Values.Of<T>(double.NegativeInfinity, 1, double.NegativeInfinity, 2, double.NegativeInfinity), indices));
        Assert.Equal([3, 1, 0, 2], indices);
    }

    [Theory]
    [MemberData(nameof(SpecialRows.Names), MemberType = typeof(SpecialRows))]
    public void TopK_SpecialRow_SucceedsIfItHasASoftmax(string name)
    {
        SpecialRows.SpecialRow row = SpecialRows.Named(name);
        for (int k = 1; k <= row.Logits.Length; k++)
        {
            int[] indices = new int[k];
            Assert.Equal(!row.Softmax.Any(double.IsNaN), Decide<T>.TopK(Values.Of<T>(row.Logits), indices));
            Assert.Equal(Decide<T>.ArgMax(Values.Of<T>(row.Logits)), indices[0]);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void TopK_BadElementAnywhere_SetsEveryIndexToMinusOne(double bad)
    {
        for (int at = 0; at < 30; at++)
        {
            foreach (int k in (int[])[1, 4, 30])
            {
                T[] row = Values.Normal<T>(at, 30, 10);
                row[at] = T.CreateTruncating(bad);
                int[] indices = new int[k];
                Assert.False(Decide<T>.TopK(row, indices));
                Assert.All(indices, index => Assert.Equal(-1, index));
            }
        }
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(4, 3)]
    [InlineData(1, 0)]
    public void TopK_WrongLength_NamesBothNumbers(int k, int length)
    {
        var error = Assert.Throws<ArgumentException>("indices", () => Decide<T>.TopK(new T[length], new int[k]));
        Assert.StartsWith(
            $"The top {k} of {length} elements were requested; pass a span of 1 to {length} indices.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void TopK_ManyClasses_AllocatesNothing()
    {
        T[] row = Values.Normal<T>(1, 128_000);
        int[] indices = new int[5];
        Assert.Equal(0, Allocations.Of(() => Decide<T>.TopK(row, indices)));
        AssertHead(row, 5);
    }

    private static void AssertHead(T[] row, int k)
    {
        // LINQ's sort is stable: it keeps equal elements in the order of their indices.
        int[] expected = [.. Enumerable.Range(0, row.Length).OrderByDescending(i => row[i]).Take(k)];
        int[] actual = new int[k];
        Assert.True(Decide<T>.TopK(row, actual));
        Assert.Equal(expected, actual);
    }
}
