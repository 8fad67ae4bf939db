using LseMlNet.Files.Writing;

namespace LseMlNet.Files.Tests.Writing;

public sealed class TableWriterTests : FileTests
{
    private static readonly OutputColumn[] Columns = [new("logits", ElementKind.Single, [3]), new("label", ElementKind.Integer, [])];

    public static TheoryData<LogitsFileFormat> Formats => [.. Enum.GetValues<LogitsFileFormat>()];

    [Theory, MemberData(nameof(Formats))]
    public void Write_AnyFormat_IsReadAsItWas(LogitsFileFormat format)
    {
        string name = $"x.{format}";
        OutputColumn[] columns = format == LogitsFileFormat.Npy ? Columns[..1] : Columns;
        // The number of rows is not known before they are written.
        Write(name, format, new OutputTable(columns, null, Blocks(columns, 5, 2)));

        string? label = format == LogitsFileFormat.Npy ? null : "label";
        var options = new LogitsFileOptions { Format = format, LabelColumn = label };
        Assert.Equal(Expected.Logits, Load(name, options));
        if (label is not null)
        {
            Assert.Equal(Expected.Labels, Expected.LabelsOf(Microsoft.ML.LoadLogitsCatalog.LoadLogits(Ml.Data, PathOf(name), options)));
        }
    }

    [Theory, MemberData(nameof(Formats))]
    public void Write_Tensors_KeepTheirDimensions(LogitsFileFormat format)
    {
        string name = $"x.{format}";
        OutputColumn[] columns = [new("logits", ElementKind.Double, [2, 3])];
        var block = new OutputBlock(columns);
        block.SetCount(2);
        Enumerable.Range(0, 12).Select(i => i / 4d).ToArray().CopyTo(block.Values<double>(0));
        Write(name, format, new OutputTable(columns, 2, [block]));

        Assert.Equal([0, 0.25f, 0.5f, 0.75f, 1, 1.25f], Load(name, new LogitsFileOptions { Format = format })[0]);
        Assert.Equal(format == LogitsFileFormat.Csv ? [6] : [2, 3], new LogitsSource([PathOf(name)], new LogitsFileOptions { Format = format }).Dimensions);
    }

    [Fact]
    public void Write_ManyRows_BecomeSeveralBatches()
    {
        OutputColumn[] columns = [new("a", ElementKind.Single, [1000]), new("b", ElementKind.Single, [1000])];
        var block = new OutputBlock(columns);
        block.SetCount(1000);
        for (int row = 0; row < 1000; row++)
        {
            block.Values<float>(1).Slice(row * 1000, 1000).Fill(row);
        }

        foreach (LogitsFileFormat format in (LogitsFileFormat[])[LogitsFileFormat.Parquet, LogitsFileFormat.Arrow])
        {
            Write("x", format, new OutputTable(columns, null, Enumerable.Repeat(block, 5)));
            float[][] rows = Load("x", new LogitsFileOptions { LogitsColumns = ["b"] });
            Assert.Equal(Enumerable.Range(0, 5000).Select(row => row % 1000f), rows.Select(row => row[999]));
        }
    }

    private static IEnumerable<OutputBlock> Blocks(OutputColumn[] columns, params int[] counts)
    {
        var block = new OutputBlock(columns);
        int row = 0;
        foreach (int count in counts)
        {
            block.SetCount(count);
            Expected.Logits[row..(row + count)].SelectMany(values => values).ToArray().CopyTo(block.Values<float>(0));
            if (columns.Length > 1)
            {
                Expected.Labels[row..(row + count)].CopyTo(block.Values<long>(1));
            }

            row += count;
            yield return block;
        }
    }

    private void Write(string name, LogitsFileFormat format, OutputTable table)
    {
        using FileStream stream = File.Create(PathOf(name));
        TableWriter.Write(format, stream, table);
    }
}
