using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Metrics;

/// <summary>Many rows, in any order and shared by any number of cursors.</summary>
public sealed class LogitsSumsTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Theory, InlineData(CalibrationBinning.EqualWidth), InlineData(CalibrationBinning.EqualMass)]
    public void EvaluateLogits_AnyOrderAndCursors_ReturnsTheSameBits(CalibrationBinning binning)
    {
        const int rows = 5000;
        float[][] logits = RandomRows.CreateSingle(rows, 5, seed: 91);
        var random = new Random(92);
        int[] order = [.. Enumerable.Range(0, rows)];
        double[]? expected = null;
        foreach (int cursors in (int[])[1, 2, 3, 8])
        {
            int[] owners = [.. order.Select(_ => random.Next(cursors))];
            var data = new SyntheticData(rows, 5, i => (logits[order[i]], (uint)(order[i] % 6), order[i] % 7 * 0.1f), cursors, i => owners[i]);
            LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(data, exampleWeightColumnName: "Weight", binning: binning);

            double[] actual =
            [
                metrics.LogLoss, metrics.BrierScore, metrics.MeanEntropy, metrics.MicroAccuracy, metrics.MacroAccuracy, metrics.ExpectedCalibrationError,
                metrics.MaximumCalibrationError, metrics.TopKAccuracy(3), metrics.RowCount, metrics.MissingLabelCount, metrics.TotalWeight,
                .. metrics.ReliabilityBins.SelectMany(bin => (double[])[bin.LowerBound, bin.UpperBound, bin.RowCount, bin.Weight, bin.Confidence, bin.Accuracy]),
            ];
            expected ??= actual;
            Assert.Equal(expected, actual);
            random.Shuffle(order);
        }
    }

    [Fact]
    public void EvaluateLogits_TenMillionRows_DoesNotDrift()
    {
        const long rows = 10_000_000;
        float[] row = [0.1f, -0.2f];
        LogitsMetrics one = _ml.MulticlassClassification.EvaluateLogits(new SyntheticData(1, 2, _ => (row, 2, 1)));
        double loss = one.LogLoss;

        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(new SyntheticData(rows, 2, _ => (row, 2, 1), cursors: 2));

        // All rows are the same, so their mean is the value of one row, except for the rounding of the sum and of the quotient.
        const double rounding = 1.0 / (1L << 52);
        Assert.Equal(rows, metrics.RowCount);
        Assert.Equal(0, metrics.MicroAccuracy);
        Assert.Equal(loss, metrics.LogLoss, loss * rounding);
        Assert.Equal(one.BrierScore, metrics.BrierScore, one.BrierScore * rounding);
        Assert.Equal(one.MeanEntropy, metrics.MeanEntropy, one.MeanEntropy * rounding);
        Assert.Equal(one.ExpectedCalibrationError, metrics.ExpectedCalibrationError, one.ExpectedCalibrationError * rounding);
        double naive = 0;
        for (long i = 0; i < rows; i++)
        {
            naive += loss;
        }

        Assert.NotEqual(loss, naive / rows, 1e-12);
    }

    [Fact]
    public void EvaluateLogits_EqualWidth_AllocatesNothingPerRow()
    {
        float[] row = [1, 2, 3];
        Assert.InRange(Allocated(100_000) - Allocated(100), -10_000, 10_000);

        long Allocated(long rows)
        {
            // One cursor, which runs on this thread.
            var data = new SyntheticData(rows, 3, i => (row, (uint)(i % 4), 1));
            long before = GC.GetAllocatedBytesForCurrentThread();
            _ml.MulticlassClassification.EvaluateLogits(data);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void EvaluateLogits_EqualMass_KeepsTiesTogether()
    {
        // Half of the rows have the same confidence, and half of those are correct. If the bins
        // separated correct rows from wrong ones, the error would be huge.
        var data = new SyntheticData(1000, 2, i => ([i % 2 == 0 ? 3 : i * 0.001f + 3.1f, 0], i % 4 < 2 ? 1u : 2u, 1));
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(data, binCount: 10, binning: CalibrationBinning.EqualMass);

        ReliabilityBin tied = metrics.ReliabilityBins[0];
        Assert.Equal((tied.LowerBound, 500, 0.5), (tied.UpperBound, tied.RowCount, tied.Accuracy));
        Assert.Equal([500, 100, 100, 100, 100, 100], metrics.ReliabilityBins.Select(bin => bin.RowCount));
    }
}
