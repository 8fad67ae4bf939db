using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Streaming;

/// <summary>How cursors share a pass over the data, tested through EvaluateLogits.</summary>
public sealed class RowPassTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Theory, InlineData(1), InlineData(2), InlineData(7)]
    public void Run_AnyNumberOfCursors_ReadsEachRowOnceInOnePass(int cursors)
    {
        var seen = new HashSet<long>();
        var data = new SyntheticData(1000, 2, i =>
        {
            lock (seen)
            {
                Assert.True(seen.Add(i), $"row {i} was read twice");
            }

            return ([1, 2], 1, 1);
        }, cursors);

        Assert.Equal(1000, _ml.MulticlassClassification.EvaluateLogits(data).RowCount);
        Assert.Equal(1000, seen.Count);
        Assert.Equal(1, data.Passes);
    }

    [Fact]
    public void Run_OneCursorFails_ThrowsItsErrorAndStopsOthers()
    {
        const long rows = 30_000_000;
        long read = 0;
        // The second cursor starts with the only bad row; the first would run for seconds.
        var data = new SyntheticData(rows, 2, i =>
        {
            Interlocked.Increment(ref read);
            return ([1, 2], i == 1 ? 3u : 1u, 1);
        }, cursors: 2, owner: i => i == 1 ? 1 : 0);

        var error = Assert.Throws<InvalidOperationException>(() => _ml.MulticlassClassification.EvaluateLogits(data));

        Assert.StartsWith("EvaluateLogits: in row 1, the label in column 'Label' is class 2", error.Message, StringComparison.Ordinal);
        Assert.InRange(read, 1, rows / 2);
    }

    [Fact]
    public void Run_CachedDataOfPipeline_EqualsSerialPass()
    {
        float[][] rows = RandomRows.CreateSingle(20_000, 4, seed: 71);
        int[] labels = [.. rows.Select((_, i) => i % 4)];
        IDataView serial = LabelledData.Create(_ml, rows, labels);
        IDataView split = _ml.Transforms.LogSoftmax("Logits").Fit(serial).Transform(_ml.Data.Cache(serial));
        Assert.True(split.GetRowCursorSet(split.Schema, 4).Length > 1, "The data was not split, so this test shows nothing.");

        IDataView alone = _ml.Transforms.LogSoftmax("Logits").Fit(serial).Transform(serial);
        Assert.Equal(
            _ml.MulticlassClassification.EvaluateLogits(alone).ToMarkdown(),
            _ml.MulticlassClassification.EvaluateLogits(split).ToMarkdown());
    }
}
