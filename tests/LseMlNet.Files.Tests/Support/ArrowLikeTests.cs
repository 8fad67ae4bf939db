using Apache.Arrow;
using Microsoft.ML;

namespace LseMlNet.Files.Tests.Support;

/// <summary>What Arrow and Parquet files have in common.</summary>
public abstract class ArrowLikeTests : FileTests
{
    private static readonly float[][] Rows = [.. Enumerable.Range(0, 10).Select(row => new[] { row, row / 2f, -row })];

    protected abstract string Name { get; }

    [Theory]
    [InlineData("logits")]
    [InlineData("fixed")]
    [InlineData("class0", "class1", "class2")]
    public void Load_ListsOrAColumnForEachClass_HoldTheirValues(params string[] columns)
    {
        Write([ArrowData.Batch(Rows[..4]), ArrowData.Batch(Rows[4..])]);

        Assert.Equal(Rows, Load(Name, new LogitsFileOptions { LogitsColumns = columns }));
    }

    [Theory]
    [InlineData("number")]
    [InlineData("text")]
    public void Load_Labels_AreNumbersOrNames(string column)
    {
        Write([ArrowData.Batch(Rows[..4]), ArrowData.Batch(Rows[4..])]);

        IDataView view = Ml.Data.LoadLogits(PathOf(Name), new LogitsFileOptions { LogitsColumns = ["fixed"], LabelColumn = column, ClassNames = ["a", "b", "c"] });
        Assert.Equal([0, 1, 0, 1, 0, 1, 0, 1, 0, 1], Expected.LabelsOf(view));
    }

    [Fact]
    public void Load_Parts_AreCompleteDisjointAndInOrder()
    {
        Write([ArrowData.Batch(Rows[..4]), ArrowData.Batch(Rows[4..5]), ArrowData.Batch(Rows[5..])]);

        foreach (int count in (int[])[2, 3, 7, 64])
        {
            Assert.Equal(Rows, Enumerable.Range(0, count).SelectMany(index => Load(Name, new LogitsFileOptions { LogitsColumns = ["logits"], PartIndex = index, PartCount = count })));
        }
    }

    [Fact]
    public void Load_RaggedList_NamesRowAndColumn()
    {
        Write([ArrowData.Batch(Rows[..4]), ArrowData.Batch(Rows[4..], shortRow: 2)]);

        Assert.Equal("row 6 (counted from 0), column 'logits': it has 2 values; expected 3, as in the first row", ErrorOf(Name, new LogitsFileOptions { LogitsColumns = ["logits"] }));
    }

    [Fact]
    public void Load_Null_NamesRowAndColumn()
    {
        Write([ArrowData.Batch(Rows[..4]), ArrowData.Batch(Rows[4..], nullRow: 1)]);

        Assert.Equal("row 5 (counted from 0), column 'class1': it is null; expected a value", ErrorOf(Name, new LogitsFileOptions { LogitsColumns = ["class0", "class1", "class2"] }));
    }

    [Fact]
    public void Load_SeveralLists_AsksForTheColumn()
    {
        Write([ArrowData.Batch(Rows)]);

        Assert.StartsWith("it has several columns that may be the logits; name the right one. Its columns: 'logits' (float list), 'fixed' (float list), 'number' (integer), 'text' (text), ", ErrorOf(Name), StringComparison.Ordinal);
        Assert.StartsWith("it has no column 'none'. Its columns: ", ErrorOf(Name, new LogitsFileOptions { LogitsColumns = ["none"] }), StringComparison.Ordinal);
        Assert.StartsWith("column 'text' (text) cannot hold the logits; expected floating-point numbers. ", ErrorOf(Name, new LogitsFileOptions { LogitsColumns = ["text"] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_CutOff_IsRefused()
    {
        Write([ArrowData.Batch(Rows)]);
        byte[] bytes = File.ReadAllBytes(PathOf(Name));
        File.WriteAllBytes(PathOf(Name), bytes[..(bytes.Length / 2)]);

        Assert.NotEmpty(ErrorOf(Name, new LogitsFileOptions { LogitsColumns = ["logits"] }));
    }

    [Fact]
    public void Load_AnotherFormat_IsRefused()
    {
        File.WriteAllText(PathOf(Name), "1,2,3\n4,5,6\n7,8,9\n");

        Assert.NotEmpty(ErrorOf(Name));
    }

    private protected abstract void Write(RecordBatch[] batches);
}
