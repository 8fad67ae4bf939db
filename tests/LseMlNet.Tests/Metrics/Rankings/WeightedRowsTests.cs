namespace LseMlNet.Tests.Metrics.Rankings;

public sealed class WeightedRowsTests
{
    [Fact]
    public void Write_SameRowsInAnyOrder_GivesTheSameBytes()
    {
        (uint Row, double Weight)[] items = [(7, 1), (7, 0.5), (3, 1), (7, 2), (3, 0.25), (9, 1)];
        var random = new Random(1);
        byte[] expected = Written(items);
        for (int trial = 0; trial < 20; trial++)
        {
            random.Shuffle(items);
            Assert.Equal(expected, Written(items));
        }
    }

    [Fact]
    public void Add_PartWithoutWeights_LeavesItWithoutThem()
    {
        WeightedRows<uint> ones = Rows([(1, 1), (2, 1)]), others = Rows([(3, 2)]);
        ones.Add(new WeightedRows<uint>());
        others.Add(ones);
        Assert.True(ones.Weights.IsEmpty);
        Assert.Equal([2, 1, 1], others.Weights);
        ones.Add(Rows([(3, 2)]));
        Assert.Equal([1, 1, 2], ones.Weights);
    }

    private static WeightedRows<uint> Rows((uint Row, double Weight)[] items)
    {
        var rows = new WeightedRows<uint>();
        Array.ForEach(items, item => rows.Add(item.Row, item.Weight));
        return rows;
    }

    private static byte[] Written((uint Row, double Weight)[] items)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        Rows(items).Write(writer);
        return stream.ToArray();
    }
}
