using Apache.Arrow;
using ParquetSharp;
using ParquetSharp.Arrow;

namespace LseMlNet.Files.Tests.Parquet;

public sealed class ParquetTableFileTests : ArrowLikeTests
{
    protected override string Name => "x.parquet";

    // The columns as they are written without Arrow's schema, by Spark for example.
    [Fact]
    public void Load_ListsOfParquetItself_HoldTheirValues()
    {
        using (var writer = new ParquetFileWriter(PathOf(Name), [new Column<double[]>("scores"), new Column<int>("label")]))
        {
            using RowGroupWriter group = writer.AppendRowGroup();
            using (LogicalColumnWriter<double[]> scores = group.NextColumn().LogicalWriter<double[]>())
            {
                scores.WriteBatch([[1, 2], [3, 4]]);
            }

            using (LogicalColumnWriter<int> labels = group.NextColumn().LogicalWriter<int>())
            {
                labels.WriteBatch([1, 0]);
            }

            writer.Close();
        }

        Assert.Equal([[1, 2], [3, 4]], Load(Name));
        Assert.Equal([1, 0], Expected.LabelsOf(Microsoft.ML.LoadLogitsCatalog.LoadLogits(Ml.Data, PathOf(Name), new LogitsFileOptions { LabelColumn = "label" })));
    }

    private protected override void Write(RecordBatch[] batches)
    {
        using var writer = new FileWriter(PathOf(Name), batches[0].Schema);
        foreach (RecordBatch batch in batches)
        {
            writer.WriteRecordBatch(batch);
        }

        writer.Close();
    }
}
