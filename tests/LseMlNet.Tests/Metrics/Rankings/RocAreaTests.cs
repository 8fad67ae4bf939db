using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Metrics.Rankings;

public sealed class RocAreaTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Names => Reference.Names;

    [Theory, MemberData(nameof(Names))]
    public void AreaUnderRocCurve_Reference_EqualsScikitLearn(string name)
    {
        Details expected = Details.Named(name);
        LogitsMetrics metrics = Evaluated.Reference(_ml, name, new() { KeepScores = true });
        for (int i = 0; i < metrics.ClassCount; i++)
        {
            MetricsAssert.Close(expected.Areas[i] ?? double.NaN, metrics.Classes[i].AreaUnderRocCurve!.Value);
        }

        ClassMetrics[] defined = [.. metrics.Classes.Where(item => item.AreaUnderRocCurve is not double.NaN)];
        double weighted = defined.Sum(item => item.AreaUnderRocCurve!.Value * item.Weight) / defined.Sum(item => item.Weight);
        MetricsAssert.Close(defined.Average(item => item.AreaUnderRocCurve!.Value), metrics.MacroAverage.AreaUnderRocCurve!.Value);
        MetricsAssert.Close(weighted, metrics.WeightedAverage.AreaUnderRocCurve!.Value);
    }

    [Fact]
    public void AreaUnderRocCurve_SaturatedRows_DoNotTie()
    {
        // All probabilities of class 0 are 1 as doubles. Its rows have the higher logits.
        IDataView data = LabelledData.Create<float>(_ml, [[50, 0], [60, 0], [70, 0], [80, 0]], [1, 1, 0, 0]);
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(data, new() { KeepScores = true });
        Assert.Equal([1, 1], metrics.Classes.Select(item => item.AreaUnderRocCurve));
        Assert.Equal(4, metrics.SaturatedRowCount);
    }

    [Fact]
    public void AreaUnderRocCurve_Ties_CountOneHalf()
    {
        IDataView data = LabelledData.Create<float>(_ml, [[1, 0], [1, 0], [1, 0], [2, 0]], [0, 1, 1, 1]);
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(data, new() { KeepScores = true });
        Assert.Equal((0.5 + 0.5) / 3, metrics.Classes[0].AreaUnderRocCurve);
    }

    [Fact]
    public void AreaUnderRocCurve_OneClassOrNoOption_IsNaNOrNull()
    {
        IDataView data = LabelledData.Create<float>(_ml, [[1, 0], [2, 0]], [0, 0]);
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(data, new() { KeepScores = true });
        Assert.Equal([double.NaN, double.NaN], metrics.Classes.Select(item => item.AreaUnderRocCurve));
        Assert.Equal(double.NaN, metrics.MacroAverage.AreaUnderRocCurve);

        LogitsMetrics without = _ml.MulticlassClassification.EvaluateLogits(data);
        Assert.Null(without.Classes[0].AreaUnderRocCurve);
        Assert.Null(without.MacroAverage.AreaUnderRocCurve);
    }
}
