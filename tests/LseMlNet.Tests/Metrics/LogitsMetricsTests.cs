using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Metrics;

/// <summary>Compares each metric with the value of another library.</summary>
public sealed class LogitsMetricsTests
{
    // The references were rounded to double once, or a few times if they come from scikit-learn.
    private const double Tolerance = 1e-12;

    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Names => Reference.Names;

    [Theory, MemberData(nameof(Names))]
    public void EvaluateLogits_ScoresAndAccuracies_EqualReference(string name)
    {
        Reference reference = Reference.Named(name);
        foreach (LogitsMetrics metrics in (LogitsMetrics[])[Evaluate(reference), EvaluateDouble(reference)])
        {
            Assert.Equal(reference.Labels.Length, metrics.EvaluatedRowCount);
            AssertClose(reference.MicroAccuracy, metrics.MicroAccuracy);
            AssertClose(reference.MacroAccuracy, metrics.MacroAccuracy);
            AssertClose(reference.LogLoss, metrics.LogLoss);
            AssertClose(reference.BrierScore, metrics.BrierScore);
            AssertClose(reference.MeanEntropy, metrics.MeanEntropy);
            Assert.Equal(reference.TopKAccuracy.Length + 1, metrics.ClassCount);
            for (int k = 1; k < metrics.ClassCount; k++)
            {
                AssertClose(reference.TopKAccuracy[k - 1], metrics.TopKAccuracy(k));
            }

            AssertClose(1, metrics.TopKAccuracy(metrics.ClassCount));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void EvaluateLogits_EqualWidth_EqualsReference(string name)
    {
        Reference reference = Reference.Named(name);
        Assert.Equal([10, 15], reference.Calibration.Select(calibration => calibration.Count));
        foreach (ReferenceCalibration calibration in reference.Calibration)
        {
            LogitsMetrics metrics = Evaluate(reference, calibration.Count);
            AssertClose(calibration.Width.Expected, metrics.ExpectedCalibrationError);
            AssertClose(calibration.Width.Maximum, metrics.MaximumCalibrationError);
            Assert.Equal(calibration.Count, metrics.ReliabilityBins.Count);
            for (int i = 0; i < calibration.Count; i++)
            {
                ReliabilityBin bin = metrics.ReliabilityBins[i];
                Assert.Equal(((double)i / calibration.Count, (i + 1.0) / calibration.Count), (bin.LowerBound, bin.UpperBound));
                if (calibration.Width.Bins.SingleOrDefault(expected => expected.Index == i) is { } found)
                {
                    AssertSame(found, bin);
                }
                else
                {
                    Assert.Equal((0, 0, double.NaN, double.NaN), (bin.RowCount, bin.Weight, bin.Confidence, bin.Accuracy));
                }
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void EvaluateLogits_EqualMass_EqualsReference(string name)
    {
        Reference reference = Reference.Named(name);
        foreach (ReferenceCalibration calibration in reference.Calibration)
        {
            LogitsMetrics metrics = Evaluate(reference, calibration.Count, CalibrationBinning.EqualMass);
            AssertClose(calibration.Mass.Expected, metrics.ExpectedCalibrationError);
            AssertClose(calibration.Mass.Maximum, metrics.MaximumCalibrationError);
            Assert.Equal(calibration.Mass.Bins.Length, metrics.ReliabilityBins.Count);
            for (int i = 0; i < metrics.ReliabilityBins.Count; i++)
            {
                AssertSame(calibration.Mass.Bins[i], metrics.ReliabilityBins[i]);
            }
        }
    }

    private static void AssertSame(ReferenceBin expected, ReliabilityBin actual)
    {
        Assert.Equal(expected.Rows, actual.RowCount);
        AssertClose(expected.Weight, actual.Weight);
        AssertClose(expected.Confidence, actual.Confidence);
        AssertClose(expected.Accuracy, actual.Accuracy);
    }

    private LogitsMetrics Evaluate(Reference reference, int binCount = 15, CalibrationBinning binning = CalibrationBinning.EqualWidth) =>
        _ml.MulticlassClassification.EvaluateLogits(
            LabelledData.Create(_ml, reference.SingleLogits, reference.Labels, reference.Weights),
            exampleWeightColumnName: reference.Weights is null ? null : "Weight", binCount: binCount, binning: binning);

    private LogitsMetrics EvaluateDouble(Reference reference) =>
        _ml.MulticlassClassification.EvaluateLogits(
            LabelledData.Create(_ml, reference.Logits, reference.Labels, reference.Weights),
            exampleWeightColumnName: reference.Weights is null ? null : "Weight");

    private static void AssertClose(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Max(1e-3, Math.Abs(expected)), $"expected {expected:R}, actual " +
            $"{actual:R}");
}
