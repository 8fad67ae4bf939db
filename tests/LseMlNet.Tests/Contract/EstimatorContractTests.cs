using System.Reflection;
using LseMlNet.ModelLoader;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Contract;

/// <summary>The contract that ML.NET's tests check for its own estimators, for each stage and each form of data.</summary>
public sealed class EstimatorContractTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string, DataForm> StagesAndForms => DataForm.AllStages();

    [Theory, MemberData(nameof(StagesAndForms))]
    public void GetOutputSchema_EachForm_IsSchemaOfTransformedData(string stage, DataForm form)
    {
        IDataView data = form.Create(_ml);
        IEstimator<ITransformer> estimator = Stage.Named(stage).Create(_ml, "Out", "Logits");
        ITransformer transformer = estimator.Fit(data);

        SchemaShapeAssert.Promised(estimator.GetOutputSchema(SchemaShapes.Of(data.Schema)), transformer.Transform(data).Schema);
        DataViewAssert.SameSchema(transformer.GetOutputSchema(data.Schema), transformer.Transform(data).Schema);
    }

    [Theory, MemberData(nameof(StagesAndForms))]
    public void FitAndTransform_Twice_ReturnsTheSame(string stage, DataForm form)
    {
        IDataView data = form.Create(_ml);
        IEstimator<ITransformer> estimator = Stage.Named(stage).Create(_ml, "Out", "Logits");
        ITransformer transformer = estimator.Fit(data);
        IDataView expected = transformer.Transform(data);

        DataViewAssert.Same(expected, transformer.Transform(data));
        DataViewAssert.Same(expected, estimator.Fit(data).Transform(data));
    }

    [Theory, MemberData(nameof(StagesAndForms))]
    public void SaveAndLoad_EachForm_ReturnsTheSameBits(string stage, DataForm form)
    {
        IDataView data = form.Create(_ml);
        ITransformer transformer = Stage.Named(stage).Create(_ml, "Out", "Logits", temperature: 1.3).Fit(data);
        using var file = new MemoryStream();
        _ml.Model.Save(transformer, data.Schema, file);
        file.Position = 0;

        ITransformer loaded = new MLContext().Model.Load(file, out DataViewSchema inputSchema);

        Assert.IsType(transformer.GetType(), loaded);
        DataViewAssert.SameSchema(data.Schema, inputSchema);
        DataViewAssert.Same(transformer.Transform(data), loaded.Transform(data));
    }

    [Theory, MemberData(nameof(StagesAndForms))]
    public void GetRowToRowMapper_EachForm_ReturnsTheSameValues(string stage, DataForm form)
    {
        IDataView data = form.Create(_ml);
        ITransformer transformer = Stage.Named(stage).Create(_ml, "Out", "Logits").Fit(data);
        IDataView expected = transformer.Transform(data);

        Assert.True(transformer.IsRowToRowMapper);
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(data.Schema);
        DataViewAssert.SameSchema(expected.Schema, mapper.OutputSchema);
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

    [Theory, MemberData(nameof(Stage.All), MemberType = typeof(Stage))]
    public void Transformer_ListProperties_AreReadOnly(string stage)
    {
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2, 3, 4, 5, 6]);
        IDataView copy = _ml.Transforms.CopyColumns("Copy", "Logits").Fit(data).Transform(data);
        ITransformer transformer = Stage.Named(stage).Create(_ml, "Out", "Copy").Fit(copy);
        foreach (PropertyInfo property in transformer.GetType().GetProperties()
            .Where(property => property.PropertyType.Name == "IReadOnlyList`1"))
        {
            Assert.False(property.GetValue(transformer) is Array, property.Name);
        }
    }

    [Theory, MemberData(nameof(Stage.All), MemberType = typeof(Stage))]
    public void SaveAndLoad_InAnotherProcess_ReturnsTheSameSchemaAndBits(string stage)
    {
        MutationRun.SkipTestOfAnotherProcess();
        IDataView data = new DataForm(IsDouble: false, IsSparse: true, IsKnownSize: true).Create(_ml);
        ITransformer model = _ml.Transforms.CopyColumns("Copy", "Logits")
            .Append(Stage.Named(stage).Create(_ml, "Out", "Copy", temperature: 1.5))
            .Fit(data);

        // The other program uses no type of this library, so ML.NET has to find the stage by itself.
        Assert.Equal(DataViewText.Of(model.Transform(data)), FreshProcess.SaveAndTransform(_ml, model, data));
    }
}
