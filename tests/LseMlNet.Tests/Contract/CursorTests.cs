using LseMlNet.ModelLoader;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Contract;

/// <summary>Stages compute rows lazily, work in parallel cursors, and keep the row ids of their source.</summary>
public sealed class CursorTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string, DataForm> StagesAndForms => DataForm.AllStages();

    [Theory, MemberData(nameof(StagesAndForms))]
    public void GetGetter_InactiveColumn_Throws(string stage, DataForm form)
    {
        IDataView result = Transform(stage, form.Create(_ml));
        using DataViewRowCursor cursor = result.GetRowCursor([result.Schema["Id"]]);

        Assert.False(cursor.IsColumnActive(result.Schema["Out"]));
        Assert.False(cursor.IsColumnActive(result.Schema["Logits"]));
        Assert.ThrowsAny<Exception>(() => DataViewText.Reader(cursor, result.Schema["Out"]));
    }

    [Theory, MemberData(nameof(Stage.All), MemberType = typeof(Stage))]
    public void Cursor_InactiveOutput_DoesNotReadInput(string stage)
    {
        int reads = 0;
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]);
        // A source column that counts how often it is computed.
        IDataView counted = _ml.Transforms.CustomMapping<LogitsIn, LogitsOut>((_, row) =>
        {
            Interlocked.Increment(ref reads);
            row.Counted = [1, 2, 3, 4, 5, 6];
        }, null).Fit(data).Transform(data);
        IDataView result = Stage.Named(stage).Create(_ml, "Out", "Counted").Fit(counted).Transform(counted);

        Drain(result, result.Schema["Id"]);
        Assert.Equal(0, reads);
        Drain(result, result.Schema["Out"]);
        Assert.Equal(2, reads);
    }

    [Theory, MemberData(nameof(StagesAndForms))]
    public void CursorSet_Parallel_ReturnsRowsAndIdsOfSerialCursor(string stage, DataForm form)
    {
        // Only a data view that can be split returns more than one cursor.
        IDataView data = _ml.Data.Cache(form.Create(_ml));
        IDataView result = Transform(stage, data);
        DataViewSchema.Column[] columns = [result.Schema["Out"], result.Schema["Id"]];
        using DataViewRowCursor serial = result.GetRowCursor(columns);
        Dictionary<DataViewRowId, string> expected = Read([serial]);

        DataViewRowCursor[] set = result.GetRowCursorSet(columns, 4);
        Dictionary<DataViewRowId, string> actual = Read(set);

        Assert.Equal(40, expected.Count);
        Assert.Equal(expected.OrderBy(row => row.Key.Low), actual.OrderBy(row => row.Key.Low));
    }

    [Theory, MemberData(nameof(StagesAndForms))]
    public void Cursor_Shuffled_ReturnsRowsOfSerialCursor(string stage, DataForm form)
    {
        IDataView result = Transform(stage, _ml.Data.Cache(form.Create(_ml)));
        DataViewSchema.Column[] columns = [result.Schema["Out"], result.Schema["Id"]];
        using DataViewRowCursor serial = result.GetRowCursor(columns);
        using DataViewRowCursor shuffled = result.GetRowCursor(columns, new Random(3));

        Dictionary<DataViewRowId, string> expected = Read([serial]), actual = Read([shuffled]);

        Assert.NotEqual(expected.Values, actual.Values);
        Assert.Equal(expected.Values.Order(), actual.Values.Order());
    }

    [Theory, MemberData(nameof(Stage.All), MemberType = typeof(Stage))]
    public void Cursor_PositionAndBatch_EqualSource(string stage)
    {
        IDataView data = LogitsData.Dense(_ml, RandomRows.CreateSingle(3, 6, seed: 23));
        IDataView result = Transform(stage, data);
        using DataViewRowCursor source = data.GetRowCursor(data.Schema);
        using DataViewRowCursor cursor = result.GetRowCursor(result.Schema);

        while (source.MoveNext())
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal((source.Position, source.Batch), (cursor.Position, cursor.Batch));
        }
        Assert.False(cursor.MoveNext());
    }

    private IDataView Transform(string stage, IDataView data) => Stage.Named(stage).Create(_ml, "Out", "Logits").Fit(data).Transform(data);

    private static void Drain(IDataView data, DataViewSchema.Column column) => DataViewText.Values(data, column);

    // Runs each cursor of a set on its own thread, as ML.NET's trainers do.
    private static Dictionary<DataViewRowId, string> Read(DataViewRowCursor[] cursors)
    {
        var rows = new Dictionary<DataViewRowId, string>();
        Parallel.ForEach(cursors, cursor =>
        {
            Func<string> output = DataViewText.Reader(cursor, cursor.Schema["Out"]);
            Func<string> id = DataViewText.Reader(cursor, cursor.Schema["Id"]);
            ValueGetter<DataViewRowId> rowId = cursor.GetIdGetter();
            while (cursor.MoveNext())
            {
                DataViewRowId key = default;
                rowId(ref key);
                string row = $"{id()}: {output()}";
                lock (rows)
                {
                    rows.Add(key, row);
                }
            }
            cursor.Dispose();
        });
        return rows;
    }

    private sealed class LogitsIn
    {
        public int Id { get; set; }
    }

    private sealed class LogitsOut
    {
        [VectorType(6)]
        public float[] Counted { get; set; } = [];
    }
}
