using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>How many rows a cursor reads ahead, and at which row an error is thrown.</summary>
public class ReadAheadBufferTests
{
    private static readonly byte[] Negation = Model("Neg", Tensor("x", Float32, "batch", 2), Tensor("y", Float32, "batch", 2));

    // The table has no entry for row 3 and later rows.
    private static readonly byte[] TableOfThree = Model(
        [Tensor("x", Float32, "batch", 2)], [Tensor("y", Float32, "batch", 2)], [Initializer("table", [10, 11, 12], 3)],
        Node("Cast", "x", "index", ("to", Integer64)), Node("Gather", "table,index", "y"));

    private readonly MLContext _ml = new();

    [Fact]
    public void MoveNext_ReaderStopsEarly_ReadsAtMostOneBatchAhead()
    {
        var source = new NumberedRows(100);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Negation, source, 8);
        IDataView scored = transformer.Transform(source);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Y"]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(scored.Schema["Y"]);
        VBuffer<float> value = default;

        for (int row = 0; row < 20; row++)
        {
            cursor.MoveNext();
            // Nothing is read ahead until a score is read.
            Assert.Equal(row % 8 == 0 ? row + 1 : (row / 8 + 1) * 8, source.Moves);
            get(ref value);
            Assert.Equal((row / 8 + 1) * 8, source.Moves);
        }
    }

    [Fact]
    public void MoveNext_ScoresNotRead_ReadsNothingAhead()
    {
        var source = new NumberedRows(100);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Negation, source, 8);
        IDataView scored = transformer.Transform(source);
        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
        ValueGetter<int> get = cursor.GetGetter<int>(scored.Schema["Number"]);
        int value = 0;

        cursor.MoveNext();
        cursor.MoveNext();
        Assert.Equal((2, 0), (source.Moves, source.Reads));
        get(ref value);

        Assert.Equal((2, 1, 1), (source.Moves, source.Reads, value));
    }

    [Fact]
    public void Transform_InAChain_ScoresInBatches()
    {
        var source = new NumberedRows(100);
        ITransformer chain = new EstimatorChain<ITransformer>().Append(_ml.Transforms.ScoreOnnxModel(ScoringStage.Options(Negation, 8)))
            .Fit(source);
        IDataView scored = chain.Transform(source);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Y"]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(scored.Schema["Y"]);
        VBuffer<float> value = default;

        cursor.MoveNext();
        get(ref value);

        Assert.Equal(8, source.Moves);
    }

    [Fact]
    public void GetRowCursor_ColumnNotRequested_IsNotRead()
    {
        var source = new NumberedRows(100);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Negation, source, 8);

        Rows.Values<float>(transformer.Transform(source), "Y");

        Assert.Equal((100, 0), (source.Moves, source.Reads));
    }

    [Fact]
    public void MoveNext_RowOfWrongLengthInABatch_FailsAtThatRowOnly()
    {
        var source = new NumberedRows(10) { LongRow = 5 };
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Negation, source, 4);

        AssertFailsAt(5, transformer.Transform(source),
            "ScoreOnnxModel: model input 'x' expects [batch,2] = 2 elements per row, but column 'X' has 3. " +
            "Convert each row to that size earlier in the pipeline, or filter such rows out.");
    }

    [Fact]
    public void MoveNext_RowThatTheSourceCannotRead_FailsAtThatRow()
    {
        var source = new NumberedRows(10) { BrokenRow = 6 };
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Negation, source, 4);
        IDataView scored = transformer.Transform(source);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Y"]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(scored.Schema["Y"]);
        VBuffer<float> value = default;
        for (int row = 0; row < 6; row++)
        {
            Assert.True(cursor.MoveNext());
            get(ref value);
            Assert.Equal(-row, value.GetItemOrDefault(0));
        }

        Assert.Throws<IOException>(() => cursor.MoveNext());
    }

    [Fact]
    public void MoveNext_RowsThatTheModelCannotScoreInABatch_ScoresTheOthers()
    {
        var source = new NumberedRows(6);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, TableOfThree, source, 4);
        IDataView scored = transformer.Transform(source);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Y"], scored.Schema["Number"]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(scored.Schema["Y"]);
        VBuffer<float> value = default;

        for (int row = 0; row < 3; row++)
        {
            Assert.True(cursor.MoveNext());
            get(ref value);
            Assert.Equal([10 + row, 11f], value.DenseValues());
        }
        for (int row = 3; row < 6; row++)
        {
            Assert.True(cursor.MoveNext());
            InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => get(ref value));
            Assert.StartsWith("ScoreOnnxModel: ONNX Runtime could not score a row of column 'X': ", e.Message, StringComparison.Ordinal);
        }
        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void MoveNext_LaterBatches_AllocatesNothing()
    {
        const int warmUp = 64;
        var source = new NumberedRows(640);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Negation, source, 16);
        IDataView scored = transformer.Transform(source);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Y"], scored.Schema["Number"], scored.Schema["Vector"]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(scored.Schema["Y"]);
        ValueGetter<int> getNumber = cursor.GetGetter<int>(scored.Schema["Number"]);
        VBuffer<float> value = default;
        int number = 0;
        long before = 0;
        for (int row = 0; row < 640; row++)
        {
            if (row == warmUp)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            cursor.MoveNext();
            get(ref value);
            getNumber(ref number);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // Reads the failing row twice, then the rows after it.
    private static void AssertFailsAt(int failing, IDataView scored, string message)
    {
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Y"], scored.Schema["Number"]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(scored.Schema["Y"]);
        ValueGetter<int> getNumber = cursor.GetGetter<int>(scored.Schema["Number"]);
        VBuffer<float> value = default;
        int number = 0;
        for (int row = 0; row < 10; row++)
        {
            Assert.True(cursor.MoveNext());
            if (row == failing)
            {
                Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => get(ref value)).Message);
                Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => get(ref value)).Message);
            }
            else
            {
                get(ref value);
                Assert.Equal(-row, value.GetItemOrDefault(0));
            }
            getNumber(ref number);
            Assert.Equal(row, number);
        }
        Assert.False(cursor.MoveNext());
    }
}
