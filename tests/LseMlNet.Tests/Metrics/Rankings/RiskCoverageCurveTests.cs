using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Metrics.Rankings;

public sealed class RiskCoverageCurveTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Names => Reference.Names;

    [Theory, MemberData(nameof(Names))]
    public void RiskCoverage_Reference_EqualsNumPyAndClosedForm(string name)
    {
        DetailSelective expected = Details.Named(name).Selective;
        RiskCoverageCurve curve = Evaluated.Reference(_ml, name, new() { KeepConfidences = true }).RiskCoverage!;
        MetricsAssert.Close(expected.Area, curve.Area);
        MetricsAssert.Close(expected.GeneralizedArea, curve.GeneralizedArea);
        // Rows of tiny weights have no points of their own.
        Assert.InRange(curve.Points.Count, name == "weighted" ? 80 : expected.Coverages.Length, expected.Coverages.Length);
        Assert.All(curve.Points, point =>
        {
            int i = Array.FindIndex(expected.Coverages, coverage => Math.Abs(coverage - point.Coverage) < 1e-12);
            MetricsAssert.Close(expected.Risks[i], point.Risk);
            MetricsAssert.Close(expected.LogOdds[i], point.LogOdds);
        });
    }

    [Theory]
    // All of these probabilities are 1. From a difference of 708 on, the odds underflow too.
    [InlineData(50, 60), InlineData(699, 701), InlineData(2000, 3000)]
    public void RiskCoverage_SaturatedRows_DoNotTie(float wrong, float right)
    {
        IDataView data = LabelledData.Create<float>(_ml, [[wrong, 0], [right, 0]], [1, 0]);
        RiskCoverageCurve curve = Curve(data);
        Assert.Equal([0, 0.5], curve.Points.Select(point => point.Risk));
        Assert.Equal(right, curve.Points[0].LogOdds, 1e-10);
        Assert.Equal(wrong, curve.Points[1].LogOdds, 1e-10);
        Assert.Equal((0.25, 0.125), (curve.Area, curve.GeneralizedArea));
    }

    [Fact]
    public void RiskCoverage_ExcludedClasses_AreOfInfiniteConfidence()
    {
        IDataView data = LabelledData.Create<float>(_ml, [[0, float.NegativeInfinity], [1, 0]], [0, 0]);
        Assert.Equal([double.PositiveInfinity, 1], Curve(data).Points.Select(point => point.LogOdds));
    }

    [Fact]
    public void RiskCoverage_ManyRows_HasAboutAThousandPoints()
    {
        var data = new SyntheticData(20_000, 2, i => ([i * 0.001f, 0], i % 4 == 0 ? 2u : 1u, 1), cursors: 2);
        RiskCoverageCurve curve = Curve(data);
        Assert.InRange(curve.Points.Count, 990, 1002);
        Assert.Equal((1, 0.25), (curve.Points[^1].Coverage, curve.Points[^1].Risk));
        Assert.Equal(1.0 / 20_000, curve.Points[0].Coverage);
        Assert.All(curve.Points.Zip(curve.Points.Skip(1)), pair => Assert.InRange(pair.Second.Coverage - pair.First.Coverage, 1e-5, 2e-3));
    }

    [Fact]
    public void RiskCoverage_NoRowsOrNoOption_IsNaNOrNull()
    {
        IDataView data = LabelledData.Create<float>(_ml, [[1, 2]], [-1]);
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(data, new() { KeepConfidences = true });
        Assert.Empty(metrics.RiskCoverage!.Points);
        Assert.Equal((double.NaN, double.NaN), (metrics.RiskCoverage.Area, metrics.RiskCoverage.GeneralizedArea));
        Assert.Equal(double.NaN, metrics.SmoothCalibrationError);
        Assert.Null(_ml.MulticlassClassification.EvaluateLogits(data).RiskCoverage);
    }

    private RiskCoverageCurve Curve(IDataView data) =>
        _ml.MulticlassClassification.EvaluateLogits(data, new() { KeepConfidences = true }).RiskCoverage!;
}
