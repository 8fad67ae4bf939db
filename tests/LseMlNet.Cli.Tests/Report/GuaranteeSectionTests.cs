using AngleSharp.Dom;
using static LseMlNet.Cli.Tests.Support.ReportDocument;

namespace LseMlNet.Cli.Tests.Report;

public sealed class GuaranteeSectionTests
{
    private readonly IElement[] _tables = [.. Default().QuerySelectorAll("#guarantees table")];

    [Fact]
    public void Sizes_HeldOutPictures_MatchReference()
    {
        string[][] rows = _tables[0].Rows();

        foreach ((int rank, string[] row) in HeldOutReference.RanksOfSets.Zip(rows))
        {
            ILookup<int, bool> sets = Reference.Sets(rank).ToLookup(set => set.Size, set => set.IsCovered);
            Assert.Equal(Enumerable.Range(0, row.Length - 1).Select(size => $"{sets[size].Count():N0}"), row[1..]);
        }

        Assert.Equal(["0.90", "0.95", "0.99"], rows.Select(row => row[0]));
    }

    [Fact]
    public void Promises_HeldOutPictures_AreKept()
    {
        Assert.All(_tables[1].Rows(), row =>
        {
            double[] interval = Numbers(row[2].Split('–'));
            Assert.InRange(Numbers(row[0])[0], interval[0], interval[1]);
            Assert.InRange(Numbers(row[1])[0], interval[0], interval[1]);
        });
        Assert.All(_tables[2].Rows(), row => Assert.InRange(Numbers(row[1])[0], 0, Numbers(row[0])[0]));
    }
}
