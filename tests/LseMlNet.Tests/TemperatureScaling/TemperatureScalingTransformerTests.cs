using LseMlNet.ModelLoader;
using LseMlNet.Tests.Contract;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.TemperatureScaling;

/// <summary>The contract that ML.NET's tests check for its own estimators, for each form of data.</summary>
public sealed class TemperatureScalingTransformerTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<DataForm> Forms
    {
        get
        {
            bool[] either = [false, true];
            return [.. from isDouble in either from isSparse in either from isKnownSize in either select new DataForm(isDouble, isSparse, isKnownSize)];
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void GetOutputSchema_EachForm_IsSchemaOfTransformedData(DataForm form)
    {
        IDataView data = Data(form);
        foreach (string output in (string[])["Out", "Logits"])
        {
            TemperatureScalingEstimator estimator = _ml.Transforms.TemperatureScaling(output, "Logits");
            TemperatureScalingTransformer transformer = estimator.Fit(data);

            SchemaShapeAssert.Promised(estimator.GetOutputSchema(SchemaShapes.Of(data.Schema)), transformer.Transform(data).Schema);
            DataViewAssert.SameSchema(transformer.GetOutputSchema(data.Schema), transformer.Transform(data).Schema);
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void Transform_EachForm_EqualsKernelAndStaysSparse(DataForm form)
    {
        IDataView data = Data(form);
        TemperatureScalingTransformer transformer = Fit(data);
        if (form.IsDouble)
        {
            AssertDivided<double>(data, transformer, row => Numerics.Logits.ApplyTemperature(row, transformer.Temperature, row));
        }
        else
        {
            AssertDivided<float>(data, transformer, row => Numerics.Logits.ApplyTemperature(row, transformer.Temperature, row));
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void FitAndTransform_Twice_ReturnsTheSame(DataForm form)
    {
        IDataView data = Data(form);
        IDataView expected = Fit(data).Transform(data);
        DataViewAssert.Same(expected, Fit(data).Transform(data));
    }

    [Theory, MemberData(nameof(Forms))]
    public void SaveAndLoad_EachForm_KeepsBitsAndFit(DataForm form)
    {
        IDataView data = Data(form);
        TemperatureScalingTransformer transformer = Fit(data);

        byte[] file = SavedPipeline.Save(_ml, transformer, data.Schema);
        var loaded = Assert.IsType<TemperatureScalingTransformer>(new MLContext().Model.Load(new MemoryStream(file), out _));

        DataViewAssert.Same(transformer.Transform(data), loaded.Transform(data));
        Assert.Equal(Found(transformer), Found(loaded));
        Assert.NotEqual(1, loaded.Temperature);
    }

    [Fact]
    public void SaveAndLoad_InAnotherProcess_ReturnsTheSameSchemaAndBits()
    {
        MutationRun.SkipTestOfAnotherProcess();
        IDataView data = Data(new DataForm(IsDouble: false, IsSparse: true, IsKnownSize: true));
        ITransformer model = _ml.Transforms.TemperatureScaling("Calibrated", "Logits").Append(_ml.Transforms.Softmax("Probabilities", "Calibrated")).Fit(data);

        Assert.Equal(DataViewText.Of(model.Transform(data)), FreshProcess.SaveAndTransform(_ml, model, data));
    }

    [Theory, MemberData(nameof(Forms))]
    public void GetRowToRowMapper_EachForm_DependsOnLogitsOnly(DataForm form)
    {
        IDataView data = Data(form);
        TemperatureScalingTransformer transformer = Fit(data);
        IDataView expected = transformer.Transform(data);
        IRowToRowMapper mapper = ((ITransformer)transformer).GetRowToRowMapper(data.Schema);
        DataViewSchema.Column output = mapper.OutputSchema["Out"];
        Assert.Equal(["Logits"], mapper.GetDependencies([output]).Select(column => column.Name));

        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
        using DataViewRow row = mapper.GetRow(cursor, [output]);
        Func<string> read = DataViewText.Reader(row, output);
        var values = new List<string>();
        while (cursor.MoveNext())
        {
            values.Add(read());
        }

        Assert.Equal(DataViewText.Values(expected, expected.Schema["Out"]), values);
    }

    [Theory, MemberData(nameof(Forms))]
    public void CursorSet_Parallel_ReturnsRowsOfSerialCursor(DataForm form)
    {
        IDataView data = _ml.Data.Cache(Data(form));
        IDataView result = Fit(data).Transform(data);
        DataViewSchema.Column output = result.Schema["Out"];
        var rows = new List<string>();
        Parallel.ForEach(result.GetRowCursorSet([output], 4), cursor =>
        {
            Func<string> read = DataViewText.Reader(cursor, output);
            while (cursor.MoveNext())
            {
                lock (rows)
                {
                    rows.Add(read());
                }
            }
            cursor.Dispose();
        });
        Assert.Equal(DataViewText.Values(result, output).Order(), rows.Order());
    }

    [Fact]
    public void Transform_DataWithoutLabels_Succeeds()
    {
        IDataView data = Data(new DataForm(IsDouble: false, IsSparse: false, IsKnownSize: true));
        TemperatureScalingTransformer transformer = Fit(data);
        IDataView unlabelled = _ml.Transforms.DropColumns("Label").Fit(data).Transform(data);
        Assert.Equal(LogitsData.Values<float>(transformer.Transform(data), "Out"), LogitsData.Values<float>(transformer.Transform(unlabelled), "Out"));
    }

    [Fact]
    public void Transform_ScoresOfTrainer_KeepsAllAnnotations()
    {
        var random = new Random(5);
        Example[] examples = [.. Enumerable.Range(0, 60).Select(i => new Example { Name = "abc"[i % 3].ToString(), Features = [(float)random.NextDouble() + i % 3, 1] })];
        IDataView data = _ml.Data.LoadFromEnumerable(examples);
        IDataView scored = _ml.Transforms.Conversion.MapValueToKey("Label", "Name")
            .Append(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 3)).Fit(data).Transform(data);

        IDataView result = _ml.Transforms.TemperatureScaling("Calibrated", "Score").Fit(scored).Transform(scored);

        string expected = DataViewText.Of(scored.Schema["Score"]), actual = DataViewText.Of(result.Schema["Calibrated"]);
        Assert.Contains("TrainingLabelValues", expected, StringComparison.Ordinal);
        Assert.Equal(expected.Replace("column Score:", "column Calibrated:", StringComparison.Ordinal), actual);
    }

    [Theory, InlineData("\u0001\0\0\0\u0003Out\u0006Logits", 0, "its temperature is 0; expected a finite number greater than 0.")]
    public void Load_DamagedFit_NamesTheDamage(string before, double temperature, string message)
    {
        IDataView data = Data(new DataForm(IsDouble: false, IsSparse: false, IsKnownSize: true));
        byte[] file = SavedPipeline.Save(_ml, Fit(data), data.Schema);
        byte[] entry = SavedPipeline.ReadEntry(file, SavedPipeline.StageEntry);
        int at = entry.AsSpan().IndexOf(System.Text.Encoding.Latin1.GetBytes(before)) + before.Length;
        Assert.True(at > before.Length);
        BitConverter.TryWriteBytes(entry.AsSpan(at), temperature);

        Exception error = Assert.ThrowsAny<Exception>(() => _ml.Model.Load(new MemoryStream(SavedPipeline.WithEntry(file, SavedPipeline.StageEntry, entry)), out _));

        while (error.InnerException is not null && error is not FormatException)
        {
            error = error.InnerException;
        }

        Assert.Equal($"The saved TemperatureScaling stage is damaged: {message} Save the pipeline again, or restore the file.", error.Message);
    }

    private static (double, double, double, long, long, string, string) Found(TemperatureScalingTransformer transformer) =>
        (transformer.Temperature, transformer.NegativeLogLikelihoodBefore, transformer.NegativeLogLikelihoodAfter,
            transformer.RowsUsed, transformer.RowsLeftOut, transformer.InputColumnName, transformer.OutputColumnName);

    private static void AssertDivided<T>(IDataView data, TemperatureScalingTransformer transformer, Action<T[]> divide)
    {
        VBuffer<T>[] inputs = [.. data.GetColumn<VBuffer<T>>("Logits")];
        VBuffer<T>[] outputs = [.. transformer.Transform(data).GetColumn<VBuffer<T>>("Out")];
        Assert.Equal(inputs.Select(row => row.IsDense), outputs.Select(row => row.IsDense));
        Assert.Equal(
            inputs.Select(row =>
            {
                T[] dense = [.. row.DenseValues()];
                divide(dense);
                return dense;
            }),
            outputs.Select(row => row.DenseValues().ToArray()));
    }

    private TemperatureScalingTransformer Fit(IDataView data) => _ml.Transforms.TemperatureScaling("Out", "Logits").Fit(data);

    // Some rows are labelled with the class of their largest logit, the others with the last class. Some labels are therefore wrong, and
    // a best temperature exists.
    private IDataView Data(DataForm form)
    {
        IDataView data = form.Create(_ml);
        return form.IsDouble
            ? _ml.Transforms.CustomMapping<Wide, Labelled>((row, labelled) => labelled.Label = LabelOf(row.Id, row.Logits), null).Fit(data).Transform(data)
            : _ml.Transforms.CustomMapping<Narrow, Labelled>((row, labelled) => labelled.Label = LabelOf(row.Id, row.Logits), null).Fit(data).Transform(data);

        static uint LabelOf<T>(int id, VBuffer<T> logits)
        {
            T[] row = [.. logits.DenseValues()];
            return id % 3 == 0 ? (uint)row.Length - 1 : (uint)Array.IndexOf(row, row.Max());
        }
    }

    private sealed class Wide
    {
        public int Id { get; set; }

        public VBuffer<double> Logits { get; set; }
    }

    private sealed class Narrow
    {
        public int Id { get; set; }

        public VBuffer<float> Logits { get; set; }
    }

    private sealed class Labelled
    {
        [KeyType(6)]
        public uint Label { get; set; }
    }

    private sealed class Example
    {
        public string Name { get; set; } = "";

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
