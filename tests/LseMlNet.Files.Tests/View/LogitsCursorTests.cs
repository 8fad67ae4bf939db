using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Files.Tests.View;

public sealed class LogitsCursorTests : FileTests
{
    private const int Rows = 20_000;

    [Theory]
    [InlineData("x.npy")]
    [InlineData("x.csv")]
    public void GetRowCursorSet_SeveralThreads_ReadEveryRowOnce(string name)
    {
        IDataView view = Write(name);
        DataViewSchema.Column column = view.Schema["Logits"];
        DataViewRowCursor[] cursors = view.GetRowCursorSet([column], 4);
        Assert.Equal(4, cursors.Length);

        var ids = new System.Collections.Concurrent.ConcurrentBag<(ulong Id, long Batch, float Value)>();
        Parallel.ForEach(cursors, cursor =>
        {
            using (cursor)
            {
                ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(column);
                ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
                VBuffer<float> value = default;
                DataViewRowId id = default;
                while (cursor.MoveNext())
                {
                    get(ref value);
                    getId(ref id);
                    ids.Add((id.Low, cursor.Batch, value.GetItemOrDefault(0)));
                }
            }
        });

        (ulong Id, long Batch, float Value)[] ordered = [.. ids.OrderBy(row => row.Id)];
        Assert.Equal(Enumerable.Range(0, Rows), ordered.Select(row => (int)row.Id));
        Assert.Equal(Enumerable.Range(0, Rows), ordered.Select(row => (int)row.Value));
        // Consolidating parallel cursors relies on batches that follow the order of the rows.
        Assert.Equal(ordered.Select(row => row.Batch).Order(), ordered.Select(row => row.Batch));
    }

    [Fact]
    public void MoveNext_WarmCursor_AllocatesNothingForARow()
    {
        IDataView view = Write("x.npy");
        DataViewSchema.Column column = view.Schema["Logits"];
        using DataViewRowCursor cursor = view.GetRowCursor([column]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> value = default;
        cursor.MoveNext();
        get(ref value);
        Read(19_000 / 2);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(9_000);
        // A block of rows may cost a few bytes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);

        void Read(int count)
        {
            for (int i = 0; i < count; i++)
            {
                cursor.MoveNext();
                get(ref value);
            }
        }
    }

    [Fact]
    public void MoveNext_PastTheEnd_StaysThere()
    {
        IDataView view = Ml.Data.LoadLogits(Expected.File("logits-f4-little-c.npy"));
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        Assert.Equal(-1, cursor.Position);
        for (int row = 0; row < Expected.Rows; row++)
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(row, cursor.Position);
        }

        Assert.False(cursor.MoveNext());
        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void GetGetter_WrongTypeOrColumn_Throws()
    {
        IDataView view = Ml.Data.LoadLogits(Expected.File("logits-f4-little-c.npy"));
        using DataViewRowCursor active = view.GetRowCursor(view.Schema);
        using DataViewRowCursor none = view.GetRowCursor([]);

        Assert.Throws<InvalidOperationException>(() => active.GetGetter<VBuffer<double>>(view.Schema[0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => none.GetGetter<VBuffer<float>>(view.Schema[0]));
    }

    private IDataView Write(string name)
    {
        if (name == "x.npy")
        {
            File.WriteAllBytes(PathOf(name), NumPy.Array([Rows, 8], [.. Enumerable.Range(0, Rows).SelectMany(row => Enumerable.Repeat((float)row, 8))]));
        }
        else
        {
            File.WriteAllLines(PathOf(name), Enumerable.Range(0, Rows).Select(row => $"{row},0,0,0,0,0,0,0"));
        }

        return Ml.Data.LoadLogits(PathOf(name));
    }
}
