using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>Models with several inputs and outputs, and with dynamic dimensions.</summary>
public class OnnxTensorColumnTests
{
    // sum = a + b; flags = whether a is greater; size = the shape of a, an output that no test uses.
    private static readonly byte[] TwoAndThree = Model(
        [Tensor("a", Float32, "batch", 2), Tensor("b", Float32, "batch", 1)],
        [Tensor("sum", Float32, "batch", 2), Tensor("flags", Flag, "batch", 2), Tensor("size", Integer64, 2)],
        Node("Add", "a,b", "sum"), Node("Greater", "a,b", "flags"), Node("Shape", "a", "size"));

    private static readonly int[] PictureAxes = [2, 3];

    private readonly MLContext _ml = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(64)]
    public void Transform_SeveralInputsAndOutputs_FeedsAndAddsEach(int batchSize)
    {
        using var folder = new TemporaryFolder();
        IDataView data = Pairs();
        OnnxScoringOptions options = Options();
        options.BatchSize = batchSize;
        OnnxScoringEstimator estimator = _ml.Transforms.ScoreOnnxModel(options);
        using OnnxScoringTransformer transformer = estimator.Fit(data);
        _ml.Model.Save(transformer, data.Schema, folder["model.zip"]);
        using var loaded = (OnnxScoringTransformer)_ml.Model.Load(folder["model.zip"], out _);

        foreach (OnnxScoringTransformer each in (OnnxScoringTransformer[])[transformer, loaded])
        {
            IDataView scored = each.Transform(data);

            Assert.Equal(["First", "Second", "Sum", "Greater"], scored.Schema.Select(column => column.Name));
            Assert.Equal(("Vector<Single, 2>", "Vector<Boolean, 2>"),
                (scored.Schema["Sum"].Type.ToString(), scored.Schema["Greater"].Type.ToString()));
            Assert.Equal([[11f, 12], [23, 24], [35, 36]], Rows.Values<float>(scored, "Sum"));
            Assert.Equal([[false, false], [false, false], [false, false]], Rows.Values<bool>(scored, "Greater"));
            Assert.Equal(batchSize, each.BatchSize);
            Assert.Equal([("First", "a"), ("Second", "b")], each.Inputs.Select(input => (input.ColumnName, input.TensorName)));
            Assert.Equal([("Sum", "sum"), ("Greater", "flags")], each.Outputs.Select(output => (output.ColumnName, output.TensorName)));
        }
    }

    [Fact]
    public void Predict_TwoOutputs_ScoresTheRow()
    {
        IDataView data = Pairs();
        OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel(Options()).Fit(data);
        using PredictionEngine<Pair, Scored> engine = _ml.Model.CreatePredictionEngine<Pair, Scored>(transformer);

        Scored first = engine.Predict(new Pair { First = [1, 20], Second = 10 }),
            second = engine.Predict(new Pair { First = [5, 0], Second = -1 });

        Assert.Equal([11, 30], first.Sum!);
        Assert.Equal([false, true], first.Greater!);
        Assert.Equal([4, -1], second.Sum!);
        Assert.Equal([true, true], second.Greater!);
    }

    [Fact]
    public void Predict_CalledAgain_AllocatesNoMoreThanCopyColumns()
    {
        IDataView data = Pairs();
        long copy = Allocated(_ml.Transforms.CopyColumns("Sum", "First").Fit(data));

        Assert.Equal(copy, Allocated(_ml.Transforms.ScoreOnnxModel(Options()).Fit(data)));

        long Allocated(ITransformer model)
        {
            using PredictionEngine<Pair, Sums> engine = _ml.Model.CreatePredictionEngine<Pair, Sums>(model);
            var row = new Pair { First = [1, 2], Second = 3 };
            var sums = new Sums();
            engine.Predict(row, ref sums);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1_000; i++)
            {
                engine.Predict(row, ref sums);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void ScoreOnnxModel_ArraysOfNames_NameBothTensorsAndColumns()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["model.onnx"], TwoAndThree);
        IDataView data = Pairs();
        data = _ml.Transforms.CopyColumns("a", "First").Append(_ml.Transforms.CopyColumns("b", "Second")).Fit(data).Transform(data);

        using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel(["flags", "sum"], ["a", "b"], folder["model.onnx"])
            .Fit(data);

        Assert.Equal([[11f, 12], [23, 24], [35, 36]], Rows.Values<float>(transformer.Transform(data), "sum"));
        Assert.Throws<ArgumentException>("outputColumnNames", () => _ml.Transforms.ScoreOnnxModel([], ["a"], "m"));
        Assert.Throws<ArgumentException>("inputColumnNames", () => _ml.Transforms.ScoreOnnxModel(["sum"], [""], "m"));
        Assert.Throws<ArgumentNullException>("inputColumnNames", () => _ml.Transforms.ScoreOnnxModel(["sum"], null!, "m"));
    }

    [Fact]
    public void ScoreOnnxModel_TensorOrColumnNamedTwice_Throws()
    {
        OnnxScoringOptions tensor = Options();
        tensor.AdditionalInputs = [new("Second", "a")];
        OnnxScoringOptions column = Options();
        column.AdditionalOutputs = [new("Sum", "flags")];

        Assert.Equal("ScoreOnnxModel: the model's input 'a' is assigned to several columns, 'First', 'Second'; expected one. Assign a " +
            "different input to each column.",
            Assert.Throws<ArgumentException>(() => _ml.Transforms.ScoreOnnxModel(tensor)).Message);
        Assert.Equal("ScoreOnnxModel: column 'Sum' is added 2 times; expected distinct names. Use a different column for each output. " +
            "(Parameter 'options')",
            Assert.Throws<ArgumentException>(() => _ml.Transforms.ScoreOnnxModel(column)).Message);
    }

    [Fact]
    public void Fit_AdditionalColumnMissing_NamesIt()
    {
        IDataView data = Rows.Of<float>(_ml, [1, 2]);
        OnnxScoringOptions options = Options();
        options.InputColumnName = "X";

        Assert.StartsWith("ScoreOnnxModel: there is no input column 'Second'; expected a scalar or a vector of Single for model input " +
            "'b', [batch,1] = 1 elements per row. ",
            Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.ScoreOnnxModel(options).Fit(data)).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void DimensionSizes_OfDynamicDimensions_FixesThem()
    {
        using var folder = new TemporaryFolder();
        byte[] model = Identity("batch", "height", "width");
        IDataView data = Rows.Of<float>(_ml, [1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]);
        using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel(Sized(model, ("height", 2), ("width", 3))).Fit(data);
        _ml.Model.Save(transformer, data.Schema, folder["model.zip"]);
        using var loaded = (OnnxScoringTransformer)_ml.Model.Load(folder["model.zip"], out _);

        foreach (OnnxScoringTransformer each in (OnnxScoringTransformer[])[transformer, loaded])
        {
            IDataView scored = each.Transform(data);
            Assert.Equal("Vector<Single, 2, 3>", scored.Schema["Y"].Type.ToString());
            Assert.Equal([[1f, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]], Rows.Values<float>(scored, "Y"));
        }
    }

    [Fact]
    public void DimensionSizes_OfDimensionsWithoutNames_AreSetByPosition()
    {
        byte[] model = Model("Neg", Tensor("x", Float32, null, null, null), Tensor("y", Float32, null, null, null));
        IDataView data = Rows.Of<float>(_ml, [1, 2, 3, 4, 5, 6]);

        using OnnxScoringTransformer transformer =
            _ml.Transforms.ScoreOnnxModel(Sized(model, ("x:1", 2), ("x:2", 3), ("y:1", 2), ("y:2", 3))).Fit(data);

        IDataView scored = transformer.Transform(data);
        Assert.Equal("Vector<Single, 2, 3>", scored.Schema["Y"].Type.ToString());
        Assert.Equal([[-1f, -2, -3, -4, -5, -6]], Rows.Values<float>(scored, "Y"));
    }

    [Fact]
    public void DimensionSizes_EverySizeIsDynamic_AreSetByName()
    {
        byte[] model = Model(
            [Tensor("pixel_values", Float32, "batch_size", "num_channels", "height", "width")],
            [Tensor("logits", Float32, "batch_size", 3)],
            Node("ReduceMean", "pixel_values", "m", ("axes", PictureAxes)), Node("Flatten", "m", "logits"));
        IDataView data = Rows.Of<float>(_ml, [255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 4, 4]);

        using OnnxScoringTransformer transformer =
            _ml.Transforms.ScoreOnnxModel(Sized(model, ("num_channels", 3), ("height", 2), ("width", 2))).Fit(data);

        Assert.Equal([[255f, 0, 2]], Rows.Values<float>(transformer.Transform(data), "Y"));
    }

    [Fact]
    public void DimensionSizes_WrongNameOrSize_Throws()
    {
        Assert.Equal("ScoreOnnxModel: DimensionSizes has a size for 'depth', which is not a dynamic dimension of the model; it has " +
            "'batch', 'height'. Set sizes of its dynamic dimensions only.",
            Assert.Throws<ArgumentException>(() => _ml.Transforms.ScoreOnnxModel(Sized(Identity("batch", "height"), ("height", 2),
                ("depth", 3)))).Message);
        Assert.Equal("ScoreOnnxModel: DimensionSizes has a size for 'depth', which is not a dynamic dimension of the model; it has none" +
            ". Set sizes of its dynamic dimensions only.",
            Assert.Throws<ArgumentException>(() => _ml.Transforms.ScoreOnnxModel(Sized(Identity(1, 2), ("depth", 3)))).Message);
        Assert.Equal("ScoreOnnxModel: DimensionSizes['height'] is 0; expected 1 to 2147483647. (Parameter 'DimensionSizes['height']')",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => _ml.Transforms.ScoreOnnxModel(Sized(Identity("batch", "height"), ("height", 0)))).Message);
    }

    private static OnnxScoringOptions Options() => new()
    {
        OutputColumnName = "Sum",
        ModelOutputName = "sum",
        InputColumnName = "First",
        ModelInputName = "a",
        AdditionalInputs = [new("Second", "b")],
        AdditionalOutputs = [new("Greater", "flags")],
        ModelBytes = TwoAndThree,
    };

    private static OnnxScoringOptions Sized(byte[] model, params (string Name, int Size)[] sizes) => new()
    {
        OutputColumnName = "Y",
        InputColumnName = "X",
        ModelBytes = model,
        DimensionSizes = sizes.ToDictionary(size => size.Name, size => size.Size),
    };

    private IDataView Pairs() => _ml.Data.LoadFromEnumerable<Pair>([
        new() { First = [1, 2], Second = 10 }, new() { First = [3, 4], Second = 20 }, new() { First = [5, 6], Second = 30 }]);

    private sealed class Pair
    {
        [VectorType(2)]
        public float[] First { get; set; } = [];

        public float Second { get; set; }
    }

    private sealed class Sums
    {
        public float[]? Sum { get; set; }
    }

    private sealed class Scored
    {
        public float[]? Sum { get; set; }

        public bool[]? Greater { get; set; }
    }
}
