using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>A reader cannot distinguish rows that are scored in batches from rows that are scored one at a time.</summary>
public class BatchedCursorTests
{
    private static readonly byte[] Negation = Model("Neg", Tensor("x", Float32, "batch", 2), Tensor("y", Float32, "batch", 2));

    private readonly MLContext _ml = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(64)]
    public void MoveNext_AnyBatchSize_ReturnsTheRowsOfTheSource(int batchSize)
    {
        var source = new NumberedRows(10);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Negation, source, batchSize);
        IDataView scored = transformer.Transform(source);

        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);

        AssertRows(cursor, Enumerable.Range(0, 10));
        Assert.Equal(-1, cursor.Position);
        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void MoveNext_NoRows_ReturnsFalse()
    {
        var source = new NumberedRows(0);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Negation, source, 4);

        Assert.Empty(Rows.Values<float>(transformer.Transform(source), "Y"));
    }

    [Fact]
    public void MoveNext_Shuffled_KeepsTheOrderOfTheSource()
    {
        var source = new NumberedRows(10);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Negation, source, 4);
        IDataView scored = transformer.Transform(source);
        int[] order = [.. Enumerable.Range(0, 10)];
        new Random(3).Shuffle(order);

        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema, new Random(3));

        Assert.True(scored.CanShuffle);
        AssertRows(cursor, order);
    }

    [Fact]
    public void GetRowCursorSet_ParallelCursors_EachBatchesItsOwnRows()
    {
        var source = new NumberedRows(20);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Negation, source, 4);
        IDataView scored = transformer.Transform(source);

        DataViewRowCursor[] cursors = scored.GetRowCursorSet(scored.Schema, 3);

        Assert.Equal(3, cursors.Length);
        Parallel.For(0, cursors.Length, i =>
        {
            using DataViewRowCursor cursor = cursors[i];
            AssertRows(cursor, Enumerable.Range(0, 20).Where(number => number % 3 == i), step: 3);
        });
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public void Transform_LaterStagesAndManyRows_KeepsTheOrder(int? threads)
    {
        var source = new NumberedRows(3_000);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Negation, source, 16, threads);
        IDataView scored = transformer.Transform(source);
        IDataView copied = _ml.Transforms.CopyColumns("Copy", "Y").Fit(scored).Transform(scored);

        using DataViewRowCursor cursor = copied.GetRowCursor(copied.Schema);
        ValueGetter<VBuffer<float>> copy = cursor.GetGetter<VBuffer<float>>(copied.Schema["Copy"]);
        ValueGetter<int> number = cursor.GetGetter<int>(copied.Schema["Number"]);
        VBuffer<float> value = default;
        int found = -1;
        for (int row = 0; row < 3_000; row++)
        {
            Assert.True(cursor.MoveNext());
            copy(ref value);
            number(ref found);
            Assert.Equal((row, -row), (found, (int)value.GetItemOrDefault(0)));
        }
        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void GetGetter_ColumnNotRequestedOrOtherType_Throws()
    {
        var source = new NumberedRows(3);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Negation, source, 8);
        IDataView scored = transformer.Transform(source);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Y"], scored.Schema["Text"]]);

        Assert.True(cursor.IsColumnActive(scored.Schema["Y"]));
        Assert.False(cursor.IsColumnActive(scored.Schema["Number"]));
        Assert.Equal("ScoreOnnxModel: column 'Number' is not active; expected one of the columns that the cursor was created with. " +
            "Add it to the columns that you pass to GetRowCursor.",
            Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<int>(scored.Schema["Number"])).Message);
        Assert.Equal("ScoreOnnxModel: a getter of System.Int32 was requested for column 'Text'; expected " +
            "System.ReadOnlyMemory`1[System.Char], " +
            "the type of its values. Call GetGetter with that type.",
            Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<int>(scored.Schema["Text"])).Message);
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(scored.Schema["Y"]));
    }

    [Fact]
    public void GetGetter_AfterScoresWereRead_ReturnsTheValuesOfTheRow()
    {
        var source = new NumberedRows(10);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Negation, source, 4);
        IDataView scored = transformer.Transform(source);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Y"], scored.Schema["Number"]]);
        VBuffer<float> score = default;
        int number = 0;
        for (int row = 0; row < 10; row++)
        {
            cursor.MoveNext();
            cursor.GetGetter<VBuffer<float>>(scored.Schema["Y"])(ref score);
            cursor.GetGetter<int>(scored.Schema["Number"])(ref number);
            Assert.Equal((row, -row), (number, (int)score.GetItemOrDefault(0)));
        }
    }

    [Fact]
    public void GetRowCursor_ColumnThatCannotBeCopied_ScoresOneRowAtATime()
    {
        var source = new NumberedRows(10, withOpaque: true);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Negation, source, 4);
        IDataView scored = transformer.Transform(source);
        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
        ValueGetter<object> get = cursor.GetGetter<object>(scored.Schema["Opaque"]);
        ValueGetter<VBuffer<float>> score = cursor.GetGetter<VBuffer<float>>(scored.Schema["Y"]);
        object value = -1;
        VBuffer<float> scores = default;
        for (int row = 0; row < 10; row++)
        {
            cursor.MoveNext();
            score(ref scores);
            get(ref value);
            Assert.Equal((row, -row, row + 1), ((int)value, (int)scores.GetItemOrDefault(0), source.Moves));
        }
    }

    [Fact]
    public void Dispose_OfTheTransformer_MakesOpenCursorsThrow()
    {
        var source = new NumberedRows(10);
        OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Negation, source, 4);
        IDataView scored = transformer.Transform(source);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Y"]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(scored.Schema["Y"]);
        VBuffer<float> value = default;

        transformer.Dispose();
        cursor.MoveNext();

        Assert.Throws<ObjectDisposedException>(() => get(ref value));
        Assert.Throws<ObjectDisposedException>(() => scored.GetRowCursor([scored.Schema["Y"]]));
    }

    [Fact]
    public void GetRowCursorSet_Fails_DisposesTheCursorsOfTheSource()
    {
        var source = new NumberedRows(10);
        OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Negation, source, 4);
        IDataView scored = transformer.Transform(source);
        transformer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => scored.GetRowCursorSet([scored.Schema["Y"]], 3));

        Assert.Equal(3, source.Closed);
    }

    private static void AssertRows(DataViewRowCursor cursor, IEnumerable<int> numbers, int step = 1)
    {
        DataViewSchema schema = cursor.Schema;
        ValueGetter<VBuffer<float>> getX = cursor.GetGetter<VBuffer<float>>(schema["X"]),
            getY = cursor.GetGetter<VBuffer<float>>(schema["Y"]);
        ValueGetter<int> getNumber = cursor.GetGetter<int>(schema["Number"]);
        ValueGetter<ReadOnlyMemory<char>> getText = cursor.GetGetter<ReadOnlyMemory<char>>(schema["Text"]);
        ValueGetter<VBuffer<double>> getVector = cursor.GetGetter<VBuffer<double>>(schema["Vector"]);
        ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
        VBuffer<float> x = default, y = default;
        VBuffer<double> vector = default;
        ReadOnlyMemory<char> text = default;
        DataViewRowId id = default;
        int found = 0, position = 0;
        long firstBatch = -1;
        foreach (int number in numbers)
        {
            Assert.True(cursor.MoveNext());
            // Reads some columns before the row is scored, and some after.
            getNumber(ref found);
            getId(ref id);
            Assert.Equal((number, (ulong)number), (found, id.Low));
            getY(ref y);
            Assert.Equal([-number, -1f], y.DenseValues());
            getX(ref x);
            getNumber(ref found);
            getText(ref text);
            getVector(ref vector);
            getId(ref id);
            Assert.Equal([number, 1f], x.DenseValues());
            Assert.Equal((number, $"row {number}", (ulong)number, 7ul), (found, text.ToString(), id.Low, id.High));
            Assert.Equal(number % 2 == 0 ? [number, number, number] : [0, number, 0], vector.DenseValues());
            firstBatch = position == 0 ? cursor.Batch : firstBatch;
            Assert.Equal((position, firstBatch + position * step), (cursor.Position, cursor.Batch));
            position++;
        }
        Assert.False(cursor.MoveNext());
    }
}
