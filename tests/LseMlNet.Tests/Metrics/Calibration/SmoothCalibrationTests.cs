using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Metrics.Calibration;

/// <summary>The calibration errors that are not means over the bins of the confidence.</summary>
public sealed class SmoothCalibrationTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Names => Reference.Names;

    [Theory, MemberData(nameof(Names))]
    public void SmoothCalibrationError_Reference_EqualsNumPy(string name)
    {
        LogitsMetrics metrics = Evaluated.Reference(_ml, name, new() { KeepConfidences = true });
        // NumPy sums over all rows at each point, and SciPy finds the root; here a mesh does both.
        MetricsAssert.Close(Details.Named(name).Smooth, metrics.SmoothCalibrationError!.Value, 1e-4);
    }

    [Theory, MemberData(nameof(Names))]
    public void DebiasedCalibrationError_Reference_EqualsNumPy(string name) =>
        MetricsAssert.Close(Details.Named(name).Debiased, Evaluated.Reference(_ml, name).DebiasedCalibrationError, 1e-10);

    [Theory, MemberData(nameof(Names))]
    public void ClasswiseCalibrationError_Reference_EqualsNumPy(string name)
    {
        double[] expected = Details.Named(name).Classwise;
        LogitsMetrics metrics = Evaluated.Reference(_ml, name, new() { ClasswiseCalibration = true });
        Assert.All(expected.Zip(metrics.Classes), pair => MetricsAssert.Close(pair.First, pair.Second.CalibrationError!.Value));
        MetricsAssert.Close(expected.Average(), metrics.ClasswiseCalibrationError!.Value);
    }

    [Fact]
    public void CalibrationErrors_WithoutOptions_AreNull()
    {
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(LabelledData.Create<float>(_ml, [[1, 2]], [0]));
        Assert.Equal(
            (null, null, null),
            (metrics.SmoothCalibrationError, metrics.ClasswiseCalibrationError, metrics.Classes[0].CalibrationError));
    }

    [Theory]
    // Certain and always wrong; certain and always right.
    [InlineData(1, 1), InlineData(0, 0)]
    public void SmoothCalibrationError_CertainRows_IsTheErrorRate(int label, double expected)
    {
        IDataView data = LabelledData.Create<float>(_ml, [[1000, 0], [1000, 0]], [label, label]);
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(data, new() { KeepConfidences = true });
        Assert.Equal(expected, metrics.SmoothCalibrationError!.Value, 1e-4);
    }

    [Fact]
    public void CalibrationErrors_CalibratedModel_AreSmallWhereBinsAreBiased()
    {
        // The label is drawn from the probabilities themselves, so the true error is 0.
        var random = new Random(6);
        const int rows = 3000;
        float[][] logits = [.. Enumerable.Range(0, rows).Select(_ => (float[])[(float)(random.NextDouble() * 4), 0])];
        int[] labels = Array.ConvertAll(logits, row => random.NextDouble() < 1 / (1 + Math.Exp(-row[0])) ? 0 : 1);
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(
            LabelledData.Create(_ml, logits, labels), new() { KeepConfidences = true, BinCount = 100 });
        Assert.InRange(metrics.ExpectedCalibrationError, 0.03, 0.1);
        Assert.InRange(metrics.DebiasedCalibrationError, 0, 0.025);
        Assert.InRange(metrics.SmoothCalibrationError!.Value, 0, 0.025);
    }
}
