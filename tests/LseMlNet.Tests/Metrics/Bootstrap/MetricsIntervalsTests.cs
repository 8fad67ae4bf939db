using System.Text.RegularExpressions;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Metrics.Bootstrap;

public sealed class MetricsIntervalsTests
{
    private const int Replicates = 200;

    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Names => BootstrapReference.Names;

    [Theory, MemberData(nameof(Names))]
    public void Intervals_Reference_EqualNumPy(string name)
    {
        BootstrapReference expected = BootstrapReference.Named(name);
        MetricsIntervals intervals = Evaluated.Reference(_ml, name, new() { BootstrapReplicates = Replicates }).Intervals!;
        Assert.Equal((Replicates, 0.95), (intervals.ReplicateCount, intervals.ConfidenceLevel));
        (double[] Expected, MetricInterval Actual)[] pairs =
        [
            (expected.MicroAccuracy, intervals.MicroAccuracy), (expected.MacroAccuracy, intervals.MacroAccuracy),
            (expected.TopFiveAccuracy, intervals.TopFiveAccuracy), (expected.LogLoss, intervals.LogLoss),
            (expected.BrierScore, intervals.BrierScore), (expected.MeanEntropy, intervals.MeanEntropy),
        ];
        Assert.All(pairs, pair =>
        {
            MetricsAssert.Close(pair.Expected[0], pair.Actual.Lower);
            MetricsAssert.Close(pair.Expected[1], pair.Actual.Upper);
        });
    }

    [Fact]
    public void Intervals_ManyRows_AreAsWideAsTheNormalApproximation()
    {
        const int rows = 4000;
        var data = new SyntheticData(rows, 2, i => ([1, 0], i % 5 == 0 ? 2u : 1u, 1), cursors: 2);
        var options = new LogitsMetricsOptions { BootstrapReplicates = 1000, ConfidenceLevel = 0.9 };
        MetricInterval interval = _ml.MulticlassClassification.EvaluateLogits(data, options).Intervals!.MicroAccuracy;
        double half = 1.645 * Math.Sqrt(0.8 * 0.2 / rows);
        Assert.Equal(0.8 - half, interval.Lower, 0.1 * half);
        Assert.Equal(0.8 + half, interval.Upper, 0.1 * half);
    }

    [Fact]
    public void Intervals_PositionsOfATensor_AreDrawnTogether()
    {
        // Both positions of a tensor are the same row, so two of them contain no more information than one.
        float[][] rows = RandomRows.CreateSingle(50, 3, seed: 7);
        long[][] labels = [.. rows.Select((_, i) => (long[])[i % 3, i % 3])];
        VBuffer<float>[] pairs = Array.ConvertAll(rows, row => LogitsData.Dense<float>([.. row, .. row]));
        IDataView tensors = TensorData.Create(_ml, pairs, [2, 3], labels, 3, [2]);
        IDataView single = LabelledData.Create(_ml, rows, [.. rows.Select((_, i) => i % 3)]);
        LogitsMetrics expected = _ml.MulticlassClassification.EvaluateLogits(single, new() { BootstrapReplicates = Replicates });
        LogitsMetrics actual = _ml.MulticlassClassification.EvaluateLogits(
            tensors, new() { LabelColumnName = "Keys", ClassAxis = 1, BootstrapReplicates = Replicates });
        Assert.Equal(expected.Intervals!.MicroAccuracy, actual.Intervals!.MicroAccuracy);
        MetricsAssert.Close(expected.Intervals.LogLoss.Upper, actual.Intervals.LogLoss.Upper);
    }

    [Fact]
    public void Intervals_SameIdsInOtherParts_AreDrawnIndependently()
    {
        IDataView data = LabelledData.Create(_ml, RandomRows.CreateSingle(50, 3, seed: 8), [.. Enumerable.Range(0, 50).Select(i => i % 3)]);
        var options = new LogitsMetricsOptions { BootstrapReplicates = Replicates };
        MetricsIntervals Of(string part) => _ml.MulticlassClassification.SumLogits(data, options, part).ToMetrics().Intervals!;
        Assert.Equal(Of("a").MicroAccuracy, Of("a").MicroAccuracy);
        Assert.NotEqual(Of("a").BrierScore, Of("b").BrierScore);

        var error = Assert.Throws<ArgumentException>(() => _ml.MulticlassClassification.SumLogits(data, options));
        Assert.Equal(
            "SumLogits: BootstrapReplicates is 200, and neither partId nor RowIdColumnName is set; expected one of them, because rows of " +
            "different parts can have the same id. Name the part, or the column that identifies a row in all parts. (Parameter 'partId')",
            error.Message);
    }

    [Fact]
    public void Intervals_FewRows_LeaveOutEmptyReplicates()
    {
        IDataView one = LabelledData.Create<float>(_ml, [[2, 1]], [0]);
        MetricsIntervals intervals = Intervals(one);
        Assert.Equal((new(1, 1), new(1, 1)), (intervals.MicroAccuracy, intervals.MacroAccuracy));

        IDataView excluded = LabelledData.Create<float>(_ml, [[2, float.NegativeInfinity], [1, 0]], [1, 0]);
        MetricInterval loss = Intervals(excluded).LogLoss;
        Assert.Equal(double.PositiveInfinity, loss.Upper);
        Assert.InRange(loss.Lower, 0.3, 0.4);

        IDataView none = LabelledData.Create<float>(_ml, [[2, 1]], [-1]);
        Assert.Equal(new(double.NaN, double.NaN), Intervals(none).LogLoss);

        MetricsIntervals Intervals(IDataView data) =>
            _ml.MulticlassClassification.EvaluateLogits(data, new() { BootstrapReplicates = Replicates }).Intervals!;
    }

    [Fact]
    public void ToString_Intervals_FollowTheirMetrics()
    {
        string text = Evaluated.Reference(_ml, "many", new() { BootstrapReplicates = Replicates }).ToString();
        string[] metrics = ["micro-accuracy", "macro-accuracy", "top-5 accuracy", "log-loss (nats)", "Brier score", "mean entropy (nats)"];
        foreach (string metric in metrics)
        {
            Assert.Matches($@"(^|\n){Regex.Escape(metric)} +\d\.\d{{3}} \[\d\.\d{{3}}, \d\.\d{{3}}\]\n", text);
        }
    }

    [Fact]
    public void EvaluateLogits_WrongOptions_NamesThem()
    {
        IDataView data = LabelledData.Create<float>(_ml, [[2, 1]], [0]);
        AssertError(
            new() { BootstrapReplicates = -1 },
            "EvaluateLogits: BootstrapReplicates is -1; expected 0 to 10000. Use 1000 for intervals, or 0 for none. (Parameter 'BootstrapReplicates')");
        AssertError(new() { BootstrapReplicates = 10_001 }, "EvaluateLogits: BootstrapReplicates is 10001;");
        AssertError(
            new() { ConfidenceLevel = 1 },
            "EvaluateLogits: ConfidenceLevel is 1; expected a number between 0 and 1. Use 0.95 for intervals of 95 %. (Parameter 'ConfidenceLevel')");
        AssertError(new() { ConfidenceLevel = double.NaN }, "EvaluateLogits: ConfidenceLevel is NaN;");
        AssertError(new() { ConfidenceLevel = 0 }, "EvaluateLogits: ConfidenceLevel is 0;");
        var empty = Assert.Throws<ArgumentException>(() => _ml.MulticlassClassification.EvaluateLogits(data, new() { RowIdColumnName = "" }));
        Assert.Equal("RowIdColumnName", empty.ParamName);
        AssertError(
            new() { RowIdColumnName = "Missing" },
            "EvaluateLogits: there is no input column 'Missing'; expected text, a key or an integer, as the id of each row.");
        AssertError(
            new() { RowIdColumnName = "Weight" },
            "EvaluateLogits: input column 'Weight' is Single; expected text, a key or an integer, as the id of each row. " +
            "ConvertType converts other types to text.");

        void AssertError(LogitsMetricsOptions options, string message)
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.EvaluateLogits(data, options));
            Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(DataKind.SByte), InlineData(DataKind.Byte), InlineData(DataKind.Int16), InlineData(DataKind.UInt16), InlineData(DataKind.Int32)]
    [InlineData(DataKind.UInt32), InlineData(DataKind.Int64), InlineData(DataKind.UInt64), InlineData(DataKind.String)]
    public void RowIdColumnName_AnyType_DrawsRowsOfOneIdTogether(DataKind kind)
    {
        // Rows 2i and 2i + 1 are the same and share an id, so the accuracy varies like that of half the number of rows.
        var data = new SyntheticData(60, 2, i => ([i / 2 % 3 == 0 ? 0 : 2, 1], 1, 1), id: i => i / 2);
        IDataView named = _ml.Transforms.Conversion.ConvertType("Text", "Id", DataKind.String)
            .Append(_ml.Transforms.Conversion.ConvertType("Name", "Text", kind)).Fit(data).Transform(data);
        MetricInterval together = Interval(named, "Name"), apart = Interval(named, null);
        Assert.InRange((together.Upper - together.Lower) / (apart.Upper - apart.Lower), 1.2, 1.7);

        MetricInterval Interval(IDataView view, string? id) => _ml.MulticlassClassification.EvaluateLogits(
            view, new() { BootstrapReplicates = 500, RowIdColumnName = id }).Intervals!.MicroAccuracy;
    }
}
