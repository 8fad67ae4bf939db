using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Metrics;

/// <summary>Cases that can be checked by hand, and the handling of unusual rows.</summary>
public sealed class EvaluateLogitsTests
{
    private const float MinusInfinity = float.NegativeInfinity;

    private static readonly float Log3 = (float)Math.Log(3);

    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void EvaluateLogits_TwoRowsOfLogThree_EqualsValuesByHand()
    {
        // Probabilities 3/4 and 1/4; the first row is correct, the second is not.
        LogitsMetrics metrics = Evaluate([[Log3, 0], [Log3, 0]], [0, 1], binCount: 10);

        Assert.Equal(2, metrics.RowCount);
        Assert.Equal(0.5, metrics.MicroAccuracy);
        Assert.Equal(0.5, metrics.MacroAccuracy);
        Assert.Equal((Math.Log(4.0 / 3) + Math.Log(4)) / 2, metrics.LogLoss, 1e-7);
        Assert.Equal((2.0 / 16 + 2 * 9.0 / 16) / 2, metrics.BrierScore, 1e-7);
        Assert.Equal(0.75 * Math.Log(4.0 / 3) + 0.25 * Math.Log(4), metrics.MeanEntropy, 1e-7);
        Assert.Equal(0.25, metrics.ExpectedCalibrationError, 1e-7);
        Assert.Equal(0.25, metrics.MaximumCalibrationError, 1e-7);
        ReliabilityBin bin = metrics.ReliabilityBins.Single(bin => bin.RowCount > 0);
        Assert.Equal((0.7, 0.8, 2, 2, 0.5), (bin.LowerBound, bin.UpperBound, bin.RowCount, bin.Weight, bin.Accuracy));
        Assert.Equal(0.75, bin.Confidence, 1e-7);
        Assert.Equal(1, metrics.TopKAccuracy(2));
    }

    [Fact]
    public void MacroAccuracy_ClassesThatDoNotOccur_AreIgnored()
    {
        // Class 0: 1 of 3 correct; class 2: 1 of 1; classes 1 and 3 never occur.
        LogitsMetrics metrics = Evaluate([[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 1, 0]], [0, 0, 0, 2]);
        Assert.Equal(0.5, metrics.MicroAccuracy);
        Assert.Equal((1.0 / 3 + 1) / 2, metrics.MacroAccuracy, 1e-15);
    }

    [Fact]
    public void MicroAndTopKAccuracy_Ties_GoToLowestIndex()
    {
        float[][] same = [[2, 2, 2], [2, 2, 2], [2, 2, 2]];
        LogitsMetrics metrics = Evaluate(same, [0, 1, 2]);
        Assert.Equal([1.0 / 3, 2.0 / 3, 1], [metrics.MicroAccuracy, metrics.TopKAccuracy(2), metrics.TopKAccuracy(3)]);
    }

    [Fact]
    public void LogLoss_ExcludedLabel_IsInfinite()
    {
        LogitsMetrics metrics = Evaluate([[0, MinusInfinity], [0, 0]], [1, 0]);
        Assert.Equal(double.PositiveInfinity, metrics.LogLoss);
        Assert.Equal((2 + 0.5) / 2, metrics.BrierScore);
        Assert.Equal(Math.Log(2) / 2, metrics.MeanEntropy, 1e-15);
    }

    [Theory]
    // The probabilities round to 1 and 0, but the loss does not: naive code returns 0, or −log of its clipping bound.
    [InlineData(50f, 0, 1.9287498479639178e-22), InlineData(50f, 1, 50.0), InlineData(5000f, 1, 5000.0), InlineData(3e38f, 1, 2.9999998521228105e38)]
    public void LogLoss_ExtremeLogits_IsNotClipped(float logit, int label, double expected) =>
        Assert.Equal(expected, Evaluate([[logit, 0]], [label]).LogLoss, expected * 1e-7);

    [Fact]
    public void BrierScore_AlmostCertainRow_KeepsItsDigits() =>
        // The wrong class has p = e^-50/(1 + e^-50), and the score is twice its square.
        Assert.Equal(2 * Math.Exp(-100), Evaluate([[50, 0]], [0]).BrierScore, 1e-12 * Math.Exp(-100));

    [Fact]
    public void EvaluateLogits_RowsLeftOut_AreCountedAndChangeNothing()
    {
        List<string> warnings = Warnings.Of(_ml);
        float[][] good = [[1, 2, 3], [0, 5, MinusInfinity]];
        LogitsMetrics expected = Evaluate(good, [2, 0]);
        Assert.Empty(warnings);

        LogitsMetrics metrics = Evaluate(
            [good[0], [float.NaN, 0, 0], [0, float.PositiveInfinity, 0], good[1], [MinusInfinity, MinusInfinity, MinusInfinity], [9, 9, 9], [0, 0, float.NaN]],
            [2, 0, 1, 0, 0, -1, -1]);

        Assert.Equal((7, 4, 1, 2), (metrics.RowCount, metrics.InvalidRowCount, metrics.MissingLabelCount, metrics.EvaluatedRowCount));
        AssertSameNumbers(expected, metrics);
        Assert.Equal(
            ["EvaluateLogits: 5 of 7 rows are left out of all metrics: 4 without a softmax in column 'Logits' (NaN, +∞ or only −∞), 1 " +
                "more without a label."],
            warnings);
    }

    [Fact]
    public void EvaluateLogits_NoUsableRow_ReturnsNaNAndCounts()
    {
        LogitsMetrics metrics = Evaluate([[1, 2], [float.NaN, 0]], [-1, 0]);
        Assert.Equal((2, 1, 1, 0, 0), (metrics.RowCount, metrics.InvalidRowCount, metrics.MissingLabelCount, metrics.EvaluatedRowCount, metrics.TotalWeight));
        Assert.All(
            [metrics.LogLoss, metrics.BrierScore, metrics.MeanEntropy, metrics.MicroAccuracy, metrics.MacroAccuracy, metrics.ExpectedCalibrationError, metrics.MaximumCalibrationError],
            value => Assert.Equal(double.NaN, value));
        Assert.Empty(_ml.MulticlassClassification.EvaluateLogits(new SyntheticData(0, 2, _ => throw new InvalidOperationException()), binning: CalibrationBinning.EqualMass).ReliabilityBins);
    }

    [Fact]
    public void EvaluateLogits_IntegerWeights_EqualRepeatedRows()
    {
        float[][] rows = RandomRows.CreateSingle(40, 4, seed: 81);
        int[] labels = [.. rows.Select((_, i) => i * 7 % 4)];
        int[] weights = [.. rows.Select((_, i) => i % 3)];
        int[] repeated = [.. Enumerable.Range(0, rows.Length).SelectMany(i => Enumerable.Repeat(i, weights[i]))];
        foreach (CalibrationBinning binning in Enum.GetValues<CalibrationBinning>())
        {
            LogitsMetrics expected = Evaluate([.. repeated.Select(i => rows[i])], [.. repeated.Select(i => labels[i])], binning: binning);
            LogitsMetrics actual = Evaluate(rows, labels, Array.ConvertAll(weights, weight => (float)weight), binning: binning);
            Assert.Equal((repeated.Length, rows.Length), (actual.TotalWeight, actual.EvaluatedRowCount));
            AssertSameNumbers(expected, actual);
        }
    }

    [Fact]
    public void EvaluateLogits_ZeroWeights_LeaveRowsOutOfEveryMean()
    {
        LogitsMetrics metrics = Evaluate([[0, MinusInfinity], [1, 1]], [1, 0], [0, 2]);
        Assert.Equal((2, 2, Math.Log(2)), (metrics.EvaluatedRowCount, metrics.TotalWeight, metrics.LogLoss));
        Assert.Equal(1, metrics.MacroAccuracy);
    }

    [Theory]
    [InlineData(typeof(byte)), InlineData(typeof(ushort)), InlineData(typeof(uint)), InlineData(typeof(ulong))]
    public void EvaluateLogits_LabelOfAnyKeyType_ReturnsTheSame(Type type)
    {
        IDataView numbers = LabelledData.Create<float>(_ml, [[1, 2, 3], [3, 2, 1], [1, 2, 3]], [2, -1, 0]);
        DataKind kind = Type.GetTypeCode(type) switch { TypeCode.Byte => DataKind.Byte, TypeCode.UInt16 => DataKind.UInt16, TypeCode.UInt32 => DataKind.UInt32, _ => DataKind.UInt64 };
        IDataView keys = _ml.Transforms.Conversion.ConvertType("Label", "Label", kind).Fit(numbers).Transform(numbers);
        Assert.Equal(type, Assert.IsType<KeyDataViewType>(keys.Schema["Label"].Type).RawType);

        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(keys);
        Assert.Equal((3, 1, 0.5), (metrics.RowCount, metrics.MissingLabelCount, metrics.MicroAccuracy));
    }

    [Fact]
    public void EvaluateLogits_SparseRowsAndTensors_EqualDenseRows()
    {
        float[][] rows = RandomRows.CreateSingle(50, 6, seed: 82);
        int[] labels = [.. rows.Select((_, i) => i % 6)];
        LogitsMetrics expected = Evaluate(rows, labels);
        AssertSameNumbers(expected, _ml.MulticlassClassification.EvaluateLogits(LabelledData.Create(_ml, Array.ConvertAll(rows, LogitsData.Sparse), labels, null, [6])));
        AssertSameNumbers(expected, _ml.MulticlassClassification.EvaluateLogits(LabelledData.Create(_ml, rows, labels, shape: [2, 3])));
    }

    [Fact]
    public void EvaluateLogits_LogProbabilities_EqualLogits()
    {
        double[][] rows = RandomRows.Create(100, 5, seed: 83);
        int[] labels = [.. rows.Select((_, i) => i % 5)];
        IDataView data = LabelledData.Create(_ml, rows, labels);
        IDataView log = _ml.Transforms.LogSoftmax("Logits").Fit(data).Transform(data);
        LogitsMetrics expected = _ml.MulticlassClassification.EvaluateLogits(data), actual = _ml.MulticlassClassification.EvaluateLogits(log);
        Assert.Equal(expected.LogLoss, actual.LogLoss, expected.LogLoss * 1e-12);
        Assert.Equal(expected.BrierScore, actual.BrierScore, 1e-12);
    }

    [Fact]
    public void EvaluateLogits_Probabilities_WarnsOnceWithCount()
    {
        List<string> warnings = Warnings.Of(_ml);
        float[][] rows = RandomRows.CreateSingle(100, 5, seed: 84);
        IDataView data = LabelledData.Create(_ml, rows, [.. rows.Select((_, i) => i % 5)]);
        _ml.MulticlassClassification.EvaluateLogits(data);
        Assert.Empty(warnings);

        IDataView probabilities = _ml.Transforms.Softmax("Logits").Fit(data).Transform(data);
        _ml.MulticlassClassification.EvaluateLogits(probabilities);
        Assert.Equal(
            ["EvaluateLogits: 100 of 100 rows of column 'Logits' are nonnegative and sum to 1, as probabilities do; the metrics treat " +
                "them as logits. " +
                "Pass the column of logits or of log-probabilities."],
            warnings);
    }

    [Fact]
    public void EvaluateLogits_FewRowsLikeProbabilities_DoesNotWarn()
    {
        List<string> warnings = Warnings.Of(_ml);
        Evaluate([[1, 0], [0, 1], [3, 0], [0, 4], [0, 2]], [0, 1, 0, 1, 0]);
        Assert.Empty(warnings);
    }

    private static void AssertSameNumbers(LogitsMetrics expected, LogitsMetrics actual)
    {
        Assert.Equal(
            [expected.LogLoss, expected.BrierScore, expected.MeanEntropy, expected.MicroAccuracy, expected.MacroAccuracy, expected.ExpectedCalibrationError, expected.MaximumCalibrationError],
            [actual.LogLoss, actual.BrierScore, actual.MeanEntropy, actual.MicroAccuracy, actual.MacroAccuracy, actual.ExpectedCalibrationError, actual.MaximumCalibrationError]);
        Assert.Equal(
            Enumerable.Range(1, expected.ClassCount).Select(expected.TopKAccuracy),
            Enumerable.Range(1, actual.ClassCount).Select(actual.TopKAccuracy));
    }

    private LogitsMetrics Evaluate(
        float[][] logits, int[] labels, float[]? weights = null, int binCount = 15, CalibrationBinning binning = CalibrationBinning.EqualWidth) =>
        _ml.MulticlassClassification.EvaluateLogits(
            LabelledData.Create(_ml, logits, labels, weights), exampleWeightColumnName: weights is null ? null : "Weight", binCount: binCount, binning: binning);
}
