using System.Reflection;
using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using static LseMlNet.Testing.OnnxFile;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>Which input columns the stage accepts, and which output columns it promises.</summary>
public class OnnxScoringEstimatorTests
{
    private readonly MLContext _ml = new();

    [Theory]
    [InlineData("batch,10", "Vector<Single, 10>")]
    [InlineData("1,10", "Vector<Single, 10>")]
    [InlineData("10", "Vector<Single, 10>")]
    [InlineData("2,5", "Vector<Single, 2, 5>")]
    [InlineData("batch,2,5", "Vector<Single, 2, 5>")]
    [InlineData("1,1,10", "Vector<Single, 1, 10>")]
    [InlineData("batch", "Vector<Single, 1>")]
    [InlineData("1", "Vector<Single, 1>")]
    [InlineData("batch,n", "Vector<Single>")]
    [InlineData("1,n,4", "Vector<Single, *, 4>")]
    [InlineData("2,n", "Vector<Single, 2, *>")]
    [InlineData("", "Vector<Single>")]
    [InlineData(null, "Vector<Single>")]
    public void Fit_OutputShape_HasNoBatchAxis(string? shape, string type)
    {
        object[]? dimensions = shape?.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(size => int.TryParse(size, out int number) ? (object)number : size).ToArray();
        // ONNX Runtime cannot infer the shape of this operator, so it accepts any shape that the model states.
        byte[] model = Model([Tensor("x", Float32, "batch", 4), Tensor("shape", Integer64, "rank")], [Tensor("y", Float32, dimensions)],
            Node("Reshape", "x,shape", "y"));
        IDataView data = Rows.Of<float>(_ml, [1f, 2, 3, 4]);
        OnnxScoringEstimator estimator = Estimator(model, modelInputName: "x");

        using OnnxScoringTransformer transformer = estimator.Fit(data);
        DataViewSchema.Column column = transformer.GetOutputSchema(data.Schema)["Y"];
        SchemaShape.Column promised = estimator.GetOutputSchema(Shape(data)).Single(other => other.Name == "Y");

        Assert.Equal(type, column.Type.ToString());
        Assert.Equal(((VectorDataViewType)column.Type).IsKnownSize ? VectorKind.Vector : VectorKind.VariableVector, promised.Kind);
        Assert.Equal(NumberDataViewType.Single, promised.ItemType);
        Assert.False(promised.IsKey);
        Assert.Empty(column.Annotations.Schema);
        Assert.Empty(promised.Annotations);
    }

    [Theory]
    [InlineData("batch,4")]
    [InlineData("1,4")]
    [InlineData("4")]
    [InlineData("batch,2,2")]
    [InlineData("2,2")]
    [InlineData("1,1,4")]
    public void Fit_InputShape_AcceptsAsManyElements(string shape)
    {
        object[] dimensions = [.. shape.Split(',').Select(size => int.TryParse(size, out int number) ? (object)number : size)];
        IDataView data = Rows.Of<float>(_ml, [1f, 2, 3, 4]);

        using OnnxScoringTransformer transformer = Estimator(Identity(dimensions)).Fit(data);

        Assert.Equal([1, 2, 3, 4], Rows.Values<float>(transformer.Transform(data), "Y")[0]);
    }

    // Colors first and colors last; width and height; gray and color.
    [Theory]
    [InlineData(new[] { 3, 4, 4 }, "batch,4,4,3")]
    [InlineData(new[] { 4, 4, 3 }, "batch,3,4,4")]
    [InlineData(new[] { 3, 4, 4 }, "1,4,4,3")]
    [InlineData(new[] { 1, 20, 28 }, "batch,1,28,20")]
    [InlineData(new[] { 20, 28 }, "28,20")]
    [InlineData(new[] { 3, 2, 2 }, "batch,2,6")]
    [InlineData(new[] { 1, 12, 4 }, "batch,3,4,4")]
    public void Fit_ShapesContradict_NamesBothAndTheFix(int[] column, string model)
    {
        object[] dimensions = [.. model.Split(',').Select(size => int.TryParse(size, out int number) ? (object)number : size)];

        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(
            () => Estimator(Identity(dimensions)).Fit(Shaped(column)));

        string row = model.Replace("batch,", "", StringComparison.Ordinal);
        row = row.StartsWith("1,4", StringComparison.Ordinal) ? row[2..] : row;
        Assert.Equal($"ScoreOnnxModel: a row of model input 'x' has the shape [{row}], but column 'X' has the shape " +
            $"[{string.Join(',', column)}]; expected the same axes in the same order. For pictures, interleavePixelColors of " +
            "ExtractPixels " +
            "puts the colors last, and ResizeImages sets the width and the height. If the values are in the model's order nevertheless, " +
            "declare the column as a vector of one dimension. (Parameter 'inputSchema')", e.Message);
    }

    [Theory]
    [InlineData(new[] { 48 }, "batch,3,4,4")]
    [InlineData(new[] { 3, 4, 4 }, "batch,48")]
    [InlineData(new[] { 3, 4, 4 }, "batch,3,4,4")]
    [InlineData(new[] { 3, 4, 4 }, "3,4,4")]
    [InlineData(new[] { 4, 4 }, "batch,1,4,4")]
    [InlineData(new[] { 4, 4, 1 }, "1,4,4")]
    [InlineData(new[] { 1, 48, 1 }, "batch,3,4,4")]
    public void Fit_ShapesAgreeOrOneIsFlat_AcceptsTheColumn(int[] column, string model)
    {
        object[] dimensions = [.. model.Split(',').Select(size => int.TryParse(size, out int number) ? (object)number : size)];
        IDataView data = Shaped(column);

        using OnnxScoringTransformer transformer = Estimator(Identity(dimensions)).Fit(data);

        Assert.Equal(Rows.Values<float>(data, "X"), Rows.Values<float>(transformer.Transform(data), "Y"));
    }

    [Fact]
    public void GetOutputSchema_OtherColumns_KeepsThem()
    {
        SchemaShape shape = Estimator(Identity("batch", 4)).GetOutputSchema(Shape(Rows.Of<float>(_ml, [1f, 2, 3, 4])));

        Assert.Equal(["X", "Scalar", "Y"], shape.Select(column => column.Name));
    }

    [Fact]
    public void Fit_Twice_DisposingOneDoesNotAffectTheOther()
    {
        IDataView data = Rows.Of<float>(_ml, [1f, 2, 3, 4]);
        OnnxScoringEstimator estimator = Estimator(Identity("batch", 4));
        OnnxScoringTransformer first = estimator.Fit(data);
        using OnnxScoringTransformer second = estimator.Fit(data);

        first.Dispose();
        using OnnxScoringTransformer third = estimator.Fit(data);

        Assert.Equal([1, 2, 3, 4], Rows.Values<float>(second.Transform(data), "Y")[0]);
        Assert.Equal([1, 2, 3, 4], Rows.Values<float>(third.Transform(data), "Y")[0]);
    }

    [Fact]
    public void Fit_MissingColumn_ListsTheExistingColumns()
    {
        Fails(Estimator(Identity("batch", 1, 28, 28), column: "Pixels"), Rows.Of<float>(_ml, [0f]),
            "ScoreOnnxModel: there is no input column 'Pixels'; expected a vector of Single for model input 'x', [batch,1,28,28] = 784 " +
            "elements per row. " +
            "The columns are: X, Scalar. Pass one of them as inputColumnName, or add the column earlier in the pipeline. (Parameter " +
                "'inputSchema')");
    }

    [Fact]
    public void Fit_ScalarColumn_StatesTheExpectedType()
    {
        Fails(Estimator(Identity("batch", 4), column: "Scalar"), Rows.Of<float>(_ml, [0f]),
            "ScoreOnnxModel: input column 'Scalar' is Single; expected a vector of Single for model input 'x', [batch,4] = 4 elements " +
            "per row. Join scalars with Concatenate; convert other number types with ConvertType. (Parameter 'inputSchema')");
    }

    [Fact]
    public void Fit_OtherItemType_StatesTheExpectedType()
    {
        IDataView data = Rows.Of<double>(_ml, [0.0, 0, 0, 0]);
        OnnxScoringEstimator estimator = Estimator(Identity("batch", 4));

        Assert.Equal("ScoreOnnxModel: input column 'X' is Vector<Double, 4>; expected a vector of Single for model input 'x', [batch,4] " +
            "= 4 elements per row. Join scalars with Concatenate; convert other number types with ConvertType. (Parameter 'inputSchema')",
            Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(data)).Message);
        // The shape of a schema does not contain sizes.
        Assert.Equal("ScoreOnnxModel: input column 'X' is Vector<Double>; expected a vector of Single for model input 'x', [batch,4] = " +
            "4 elements per row. Join scalars with Concatenate; convert other number types with ConvertType. (Parameter 'inputSchema')",
            Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(Shape(data))).Message);
    }

    [Fact]
    public void Fit_OtherSize_StatesBothSizes()
    {
        IDataView data = Rows.Of<float>(_ml, new float[3072]);

        Assert.Equal("ScoreOnnxModel: model input 'x' expects [batch,1,28,28] = 784 elements per row, but column 'X' has 3072. " +
            "Use the column that the model was made for, or convert it to that size earlier in the pipeline. (Parameter 'inputSchema')",
            Assert.Throws<ArgumentOutOfRangeException>(() => Estimator(Identity("batch", 1, 28, 28)).Fit(data)).Message);
    }

    [Fact]
    public void Fit_NullArgument_Throws()
    {
        OnnxScoringEstimator estimator = Estimator(Identity("batch", 4));

        Assert.Throws<ArgumentNullException>("input", () => estimator.Fit(null!));
        Assert.Throws<ArgumentNullException>("inputSchema", () => estimator.GetOutputSchema(null!));
    }

    private OnnxScoringEstimator Estimator(byte[] model, string column = "X", string? modelInputName = null) =>
        _ml.Transforms.ScoreOnnxModel(new OnnxScoringOptions
        {
            OutputColumnName = "Y",
            InputColumnName = column,
            ModelBytes = model,
            ModelInputName = modelInputName,
        });

    // ML.NET's internal method, which it calls for the schema at the start of a pipeline.
    private static SchemaShape Shape(IDataView data) =>
        (SchemaShape)typeof(SchemaShape).GetMethod("Create", BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, [data.Schema])!;

    // A pipeline checks its schema in both places.
    private static void Fails(OnnxScoringEstimator estimator, IDataView data, string message)
    {
        Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(data)).Message);
        Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(Shape(data))).Message);
    }

    private IDataView Shaped(int[] dimensions)
    {
        int length = dimensions.Aggregate((a, b) => a * b);
        var schema = SchemaDefinition.Create(typeof(Row<float>));
        schema[nameof(Row<>.X)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, dimensions);
        float[] values = [.. Enumerable.Range(0, length).Select(i => (float)i)];
        return _ml.Data.LoadFromEnumerable([new Row<float> { X = new VBuffer<float>(length, values) }], schema);
    }
}
