using LseMlNet.Cli.Shards;

namespace LseMlNet.Cli.Tests.Shards;

public sealed class ShardTests
{
    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(10), InlineData(63), InlineData(5000), InlineData(1_000_000_007)]
    [InlineData(long.MaxValue)]
    public void RangeOf_AnyNumberOfShards_IsTheWholeInOrder(long items)
    {
        foreach (int count in new[] { 1, 2, 3, 7, 64, 1000, 65_521 })
        {
            long next = 0, smallest = long.MaxValue, largest = 0;
            for (int number = 1; number <= count; number++)
            {
                (long start, long end) = new Shard(number, count).RangeOf(items);
                Assert.Equal(next, start);
                next = end;
                smallest = Math.Min(smallest, end - start);
                largest = Math.Max(largest, end - start);
            }

            Assert.Equal(items, next);
            Assert.InRange(largest - smallest, 0, 1);
        }
    }

    [Fact]
    public void Of_MoreShardsThanItems_SomeAreEmpty()
    {
        string[] items = ["a", "b", "c"];

        Assert.Equal(
            ["", "", "a", "", "b", "", "c"], Enumerable.Range(1, 7).Select(number => string.Concat(new Shard(number, 7).Of(items))));
    }

    [Theory]
    [InlineData("3/8", 3, 8), InlineData("1/1", 1, 1), InlineData("8/8", 8, 8), InlineData("007/2147483647", 7, int.MaxValue)]
    public void Parse_AShard_ReadsIt(string text, int number, int count) => Assert.Equal(new Shard(number, count), Shard.Parse(text));

    [Theory]
    [InlineData(""), InlineData("/"), InlineData("3"), InlineData("3/"), InlineData("/8"), InlineData("0/8"), InlineData("9/8")]
    [InlineData("-1/8"), InlineData("1/0")]
    [InlineData("1/2/3"), InlineData(" 1/2"), InlineData("1 /2"), InlineData("1.0/2"), InlineData("a/b"), InlineData("1/2147483648")]
    [InlineData("1\\2"), InlineData("1,0/2")]
    public void Parse_AnythingElse_Null(string text) => Assert.Null(Shard.Parse(text));

    [Theory]
    [InlineData("part.bin", 3, 8, "part-3-of-8.bin")]
    [InlineData("part.bin", 3, 64, "part-03-of-64.bin")]
    [InlineData("out/answers.v2.csv", 100, 100, "out/answers.v2-100-of-100.csv")]
    [InlineData("/tmp/part", 1, 1, "/tmp/part-1-of-1")]
    public void FileFor_AShard_SortsInItsOrder(string path, int number, int count, string expected) =>
        Assert.Equal(expected, new Shard(number, count).FileFor(path).Replace('\\', '/'));
}
