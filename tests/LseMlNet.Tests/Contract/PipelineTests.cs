using LseMlNet.ModelLoader;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Contract;

/// <summary>Combines the stages with ML.NET's own. The values stay the same, whatever comes before and after them.</summary>
public sealed class PipelineTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string, DataForm> StagesAndForms => DataForm.AllStages();

    [Theory, MemberData(nameof(StagesAndForms))]
    public void Chain_CopyBeforeAndSelectAfter_ReturnsTheSame(string stage, DataForm form)
    {
        IDataView data = form.Create(_ml);
        string[] expected = Alone(stage, data);

        var chain = _ml.Transforms.CopyColumns("Copy", "Logits")
            .AppendCacheCheckpoint(_ml)
            .Append(Stage.Named(stage).Create(_ml, "Out", "Copy"))
            .Append(_ml.Transforms.CopyColumns("Final", "Out"))
            .Append(_ml.Transforms.SelectColumns("Final"));
        IDataView result = chain.Fit(data).Transform(data);

        Assert.Equal("Final", Assert.Single(result.Schema).Name);
        Assert.Equal(expected, DataViewText.Values(result, result.Schema["Final"]));
        SchemaShapeAssert.Promised(chain.GetOutputSchema(SchemaShapes.Of(data.Schema)), result.Schema);
    }

    [Theory, MemberData(nameof(Stage.OfLogits), MemberType = typeof(Stage))]
    public void Chain_ConcatenateBeforeAndAfter_ReturnsTheSame(string stage)
    {
        float[][] rows = RandomRows.CreateSingle(20, 4, seed: 31);
        IDataView data = LogitsData.Dense(_ml, rows);
        Stage operation = Stage.Named(stage);

        var chain = _ml.Transforms.Concatenate("Twice", "Logits", "Logits")
            .Append(operation.Create(_ml, "Out", "Twice"))
            .Append(_ml.Transforms.Concatenate("Final", "Out", "Logits"));
        IDataView result = chain.Fit(data).Transform(data);

        Assert.Equal(
            Array.ConvertAll(rows, row => (float[])[.. operation.Compute([.. row, .. row]), .. row]),
            LogitsData.Values<float>(result, "Final"));
    }

    [Theory, MemberData(nameof(StagesAndForms))]
    public void Rows_FilteredSkippedAndTaken_KeepTheirValues(string stage, DataForm form)
    {
        IDataView data = form.Create(_ml);
        string[] expected = Alone(stage, data);
        IDataView result = Stage.Named(stage).Create(_ml, "Out", "Logits").Fit(data).Transform(data);

        IDataView some = _ml.Data.TakeRows(_ml.Data.SkipRows(result, 5), 10);
        Assert.Equal(expected[5..15], DataViewText.Values(some, some.Schema["Out"]));

        // FilterRowsByColumn needs a numeric column, so the rows are chosen by their id.
        IDataView ids = _ml.Transforms.Conversion.ConvertType("Number", "Id", DataKind.Double).Fit(result).Transform(result);
        IDataView filtered = _ml.Data.FilterRowsByColumn(ids, "Number", lowerBound: 3, upperBound: 9);
        Assert.Equal(expected[3..9], DataViewText.Values(filtered, filtered.Schema["Out"]));
    }

    [Theory, MemberData(nameof(StagesAndForms))]
    public void SaveAsBinary_TransformedData_LoadsTheSameBits(string stage, DataForm form)
    {
        IDataView data = form.Create(_ml);
        IDataView result = Stage.Named(stage).Create(_ml, "Out", "Logits").Fit(data).Transform(data);
        string file = Path.GetTempFileName();
        try
        {
            using (FileStream stream = File.Create(file))
            {
                _ml.Data.SaveAsBinary(result, stream);
            }

            IDataView read = _ml.Data.LoadFromBinary(file);

            Assert.Equal(DataViewText.Values(result, result.Schema["Out"]), DataViewText.Values(read, read.Schema["Out"]));
            Assert.Equal(DataViewText.Of(result.Schema["Out"]), DataViewText.Of(read.Schema["Out"]));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory, MemberData(nameof(Stage.OfLogits), MemberType = typeof(Stage))]
    public void SaveAsText_TransformedData_LoadsTheSame(string stage)
    {
        IDataView data = LogitsData.Dense(_ml, RandomRows.CreateSingle(10, 3, seed: 32));
        IDataView result = Stage.Named(stage).Create(_ml, "Out", "Logits").Fit(data).Transform(data);
        string file = Path.GetTempFileName();
        try
        {
            IDataView output = _ml.Transforms.SelectColumns("Out").Fit(result).Transform(result);
            using (FileStream stream = File.Create(file))
            {
                _ml.Data.SaveAsText(output, stream, headerRow: false, schema: false);
            }

            int last = Stage.Named(stage).IsScalar ? 0 : 2;
            IDataView read = _ml.Data.LoadFromTextFile(file, [new TextLoader.Column("Out", DataKind.Single, 0, last)], hasHeader: false);

            // Text keeps seven digits.
            float[][] expected = LogitsData.Values<float>(result, "Out"), actual = LogitsData.Values<float>(read, "Out");
            Assert.Equal(expected.Length, actual.Length);
            foreach ((float[] first, float[] second) in expected.Zip(actual))
            {
                Assert.All(first.Zip(second), pair => Assert.Equal(pair.First, pair.Second, Math.Abs(pair.First) * 1e-6));
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    private string[] Alone(string stage, IDataView data)
    {
        IDataView result = Stage.Named(stage).Create(_ml, "Out", "Logits").Fit(data).Transform(data);
        return DataViewText.Values(result, result.Schema["Out"]);
    }
}
