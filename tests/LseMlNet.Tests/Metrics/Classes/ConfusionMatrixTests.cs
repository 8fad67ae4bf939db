using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Metrics.Classes;

public sealed class ConfusionMatrixTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Names => Reference.Names;

    [Theory, MemberData(nameof(Names))]
    public void CountsAndWeights_Reference_EqualScikitLearn(string name)
    {
        Details expected = Details.Named(name);
        ConfusionMatrix matrix = Evaluated.Reference(_ml, name).ConfusionMatrix;
        Assert.Equal(expected.Counts, matrix.Counts);
        for (int i = 0; i < expected.Weights.Length; i++)
        {
            for (int j = 0; j < expected.Weights.Length; j++)
            {
                MetricsAssert.Close(expected.Weights[i][j], matrix.Weights[i][j]);
            }
        }
    }

    [Fact]
    public void Cells_FewRows_AreThePairsThatOccurInOrder()
    {
        IDataView data = LabelledData.Create<float>(
            _ml, [[0, 9, 0], [9, 0, 0], [0, 0, 9], [0, 9, 0], [0, 9, 0]], [2, 0, 0, 2, 1], [0.5f, 1, 1, 3, 0]);
        ConfusionMatrix matrix = _ml.MulticlassClassification.EvaluateLogits(data, exampleWeightColumnName: "Weight").ConfusionMatrix;

        // The row of weight 0 does not count.
        Assert.Equal([new(0, 0, 1, 1), new(0, 2, 1, 1), new(2, 1, 2, 3.5)], matrix.Cells);
        Assert.Equal((2, 3.5, 0, 0), (matrix.Counts[2][1], matrix.Weights[2][1], matrix.Counts[1][1], matrix.Weights[2][2]));
        Assert.Equal(["0", "1", "2"], matrix.ClassNames);
    }

    [Theory, InlineData(-1), InlineData(2)]
    public void Counts_ClassOutOfRange_Throws(int index)
    {
        IDataView data = LabelledData.Create<float>(_ml, [[1, 2]], [0]);
        ConfusionMatrix matrix = _ml.MulticlassClassification.EvaluateLogits(data).ConfusionMatrix;
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Counts[index]);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Counts[0][index]);
    }

    [Fact]
    public void EvaluateLogits_ThousandClasses_UsesMemoryOfTheCellsThatOccur()
    {
        var random = new Random(5);
        var sums = new ConfusionSums(1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
        {
            sums.Add(random.Next(1000), random.Next(1000), 1);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 2_000_000);
    }

    [Fact]
    public void ClassNames_NamedLogits_AreTheirNames()
    {
        IDataView data = LabelledData.Create<float>(_ml, [[1, 2]], [0]);
        IDataView named = _ml.Transforms.NameClasses("Logits", ["cat", "dog"]).Fit(data).Transform(data);
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(named);
        Assert.Equal(["cat", "dog"], metrics.ConfusionMatrix.ClassNames);
        Assert.Equal(["cat", "dog"], metrics.Classes.Select(item => item.Name));
    }
}
