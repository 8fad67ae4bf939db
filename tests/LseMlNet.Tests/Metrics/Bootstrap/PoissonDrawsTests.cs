using LseMlNet.Tests.Support;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Metrics.Bootstrap;

public sealed class PoissonDrawsTests
{
    public static TheoryData<string> Names => BootstrapReference.Names;

    [Theory, MemberData(nameof(Names))]
    public void Next_Reference_IsTheSameAsInPython(string name)
    {
        BootstrapReference reference = BootstrapReference.Named(name);
        Assert.Equal(reference.First, Draw(0, reference.First.Length));
        Assert.Equal(reference.Last, Draw((ulong)Reference.Named(name).Labels.Length - 1, reference.Last.Length));
    }

    [Fact]
    public void Next_ManyRowsAndReplicates_IsPoissonAndIndependent()
    {
        const int rows = 2000, replicates = 100;
        int[][] draws = [.. Enumerable.Range(0, rows).Select(i => Draw((ulong)i, replicates))];
        double mean = draws.Average(row => row.Average());
        Assert.Equal(1, mean, 0.01);
        Assert.Equal(1, draws.Average(row => row.Average(count => (count - 1) * (count - 1))), 0.02);
        Assert.Equal(0, Correlation((i, r) => draws[(i + 1) % rows][r]), 0.01);
        Assert.Equal(0, Correlation((i, r) => draws[i][(r + 1) % replicates]), 0.01);

        double Correlation(Func<int, int, int> other) =>
            Enumerable.Range(0, rows).Average(i => Enumerable.Range(0, replicates).Average(r => (draws[i][r] - 1) * (other(i, r) - 1)));
    }

    [Fact]
    public void Seed_IdsAndSalts_AreAllDifferent()
    {
        var seeds = new HashSet<ulong>();
        foreach (ulong salt in (ulong[])[0, .. ((string[])["1/8", "2/8", "8/2", "a", "aa"]).Select(part => PoissonDraws.Hash(part))])
        {
            for (ulong i = 0; i < 100; i++)
            {
                Assert.True(seeds.Add(PoissonDraws.Seed(salt, new DataViewRowId(i, 0))));
                Assert.True(seeds.Add(PoissonDraws.Seed(salt, new DataViewRowId(0, i + 1))));
            }
        }
    }

    private static int[] Draw(ulong id, int count)
    {
        ulong state = PoissonDraws.Seed(0, new DataViewRowId(id, 0));
        return [.. Enumerable.Range(0, count).Select(_ => PoissonDraws.Next(ref state))];
    }
}
