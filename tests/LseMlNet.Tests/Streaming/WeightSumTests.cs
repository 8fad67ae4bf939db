namespace LseMlNet.Tests.Streaming;

public sealed class WeightSumTests
{
    [Theory]
    [InlineData(new double[0], 0)]
    [InlineData(new double[] { 1, 1, 1 }, 3)]
    [InlineData(new[] { 1, 0.25, 1, 0.5 }, 2.75)]
    [InlineData(new[] { 9007199254740992, 1, 1.0 }, 9007199254740994)]
    public void Value_AnyWeights_IsTheCorrectlyRoundedSum(double[] weights, double expected)
    {
        WeightSum all = SumOf(weights), first = SumOf(weights[..(weights.Length / 2)]);
        first.Add(SumOf(weights[(weights.Length / 2)..]));

        Assert.Equal(expected, all.Value);
        Assert.Equal(expected, first.Value);
    }

    [Fact]
    public void Write_OnesAndOtherWeights_GiveTheBytesOfTheirSum()
    {
        byte[] bytes = Bytes(SumOf([1, 1, 1, 0.5]));
        Assert.Equal(bytes, Bytes(SumOf([3.5])));
        using var reader = new BinaryReader(new MemoryStream(bytes));
        WeightSum read = WeightSum.Read(reader);
        read.Add(1);
        Assert.Equal(4.5, read.Value);
    }

    private static WeightSum SumOf(double[] weights)
    {
        WeightSum sum = default;
        foreach (double weight in weights)
        {
            sum.Add(weight);
        }

        return sum;
    }

    private static byte[] Bytes(WeightSum sum)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        sum.Write(writer);
        return memory.ToArray();
    }
}
