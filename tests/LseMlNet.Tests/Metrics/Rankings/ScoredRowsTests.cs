namespace LseMlNet.Tests.Metrics.Rankings;

public sealed class ScoredRowsTests
{
    [Fact]
    public void Groups_AnyScores_AreAscendingWithTiesTogether()
    {
        var rows = new ScoredRows();
        double[] scores = [1, double.PositiveInfinity, -0.0, -3.5, double.NegativeInfinity, 0, 1e-320, -1e300, 1, double.PositiveInfinity];
        for (int i = 0; i < scores.Length; i++)
        {
            rows.Add(scores[i], isMarked: i % 2 == 0, weight: 1);
        }

        Assert.Equal(
            [(double.NegativeInfinity, 1, 0), (-1e300, 0, 1), (-3.5, 0, 1), (0, 1, 1), (1e-320, 1, 0), (1, 2, 0), (double.PositiveInfinity, 0, 2)],
            rows.Groups().Select(group => (group.Score, group.Marked, group.Others)));
    }

    [Fact]
    public void Groups_RandomScores_KeepAllButTheLowestBit()
    {
        var random = new Random(3);
        double[] scores = [.. Enumerable.Range(0, 1000).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-60, 60)))];
        var rows = new ScoredRows();
        Array.ForEach(scores, score => rows.Add(score, isMarked: true, weight: 1));
        double[] found = [.. rows.Groups().Select(group => group.Score)];
        Array.Sort(scores);
        Assert.Equal(scores.Length, found.Length);
        Assert.All(scores.Zip(found), pair => Assert.InRange(pair.Second, Math.BitDecrement(pair.First), Math.BitIncrement(pair.First)));
    }

    [Fact]
    public void Groups_Weights_StayWithTheirRows()
    {
        ScoredRows ones = Rows((2, true, 1), (1, false, 1)), others = Rows((1, true, 0.5), (3, false, 4), (2, false, 2));
        foreach (ScoredRows rows in (ScoredRows[])[Sum(ones, others), Sum(others, ones)])
        {
            Assert.Equal([(1, 0.5, 1), (2, 1, 2), (3, 0, 4)], rows.Groups().Select(group => (group.Score, group.Marked, group.Others)));
        }

        static ScoredRows Sum(ScoredRows first, ScoredRows second)
        {
            var rows = new ScoredRows();
            rows.Add(first);
            rows.Add(second);
            return rows;
        }

        static ScoredRows Rows(params (double Score, bool IsMarked, double Weight)[] items)
        {
            var rows = new ScoredRows();
            Array.ForEach(items, item => rows.Add(item.Score, item.IsMarked, item.Weight));
            return rows;
        }
    }
}
