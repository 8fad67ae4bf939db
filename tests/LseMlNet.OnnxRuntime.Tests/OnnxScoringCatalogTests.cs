using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>Which inputs and outputs of a model the catalog method chooses, and its errors for models that it does not support.</summary>
public class OnnxScoringCatalogTests
{
    private readonly MLContext _ml = new();

    [Fact]
    public void ScoreOnnxModel_OneInputAndOutput_UsesThemWhateverTheirNames()
    {
        using OnnxScoringTransformer transformer = Fit(Options(Identity("batch", 4)));

        Assert.Equal(("Y", "X", "y", "x"), (transformer.OutputColumnName, transformer.InputColumnName, transformer.ModelOutputName,
            transformer.ModelInputName));
    }

    [Fact]
    public void ScoreOnnxModel_SeveralInputsAndOutputs_UsesThoseNamedLikeTheColumns()
    {
        byte[] model = Model(
            [Tensor("unused", Float32, "batch", 4), Tensor("X", Float32, "batch", 4)],
            [Tensor("Z", Float32, "batch", 4), Tensor("Y", Float32, "batch", 4)],
            Node("Neg", "X", "Z"), Node("Abs", "X", "Y"));

        using OnnxScoringTransformer transformer = Fit(Options(model));

        Assert.Equal(("Y", "X"), (transformer.ModelOutputName, transformer.ModelInputName));
        Assert.Equal([1, 2, 0, 4], Rows.Values<float>(transformer.Transform(Rows.Of<float>(_ml, [-1f, 2, 0, -4])), "Y")[0]);
    }

    [Fact]
    public void ScoreOnnxModel_NamesGiven_UsesThose()
    {
        byte[] model = Model([Tensor("x", Float32, "batch", 4)], [Tensor("a", Float32, "batch", 4), Tensor("Y", Float32, "batch", 4)],
            Node("Neg", "x", "a"), Node("Abs", "x", "Y"));
        OnnxScoringOptions options = Options(model);
        options.ModelInputName = "x";
        options.ModelOutputName = "a";

        using OnnxScoringTransformer transformer = Fit(options);

        Assert.Equal([1, -2, 0, 4], Rows.Values<float>(transformer.Transform(Rows.Of<float>(_ml, [-1f, 2, 0, -4])), "Y")[0]);
    }

    [Fact]
    public void ScoreOnnxModel_NoInputColumnName_ReplacesTheColumn()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["model.onnx"], Model("Neg", Tensor("x", Float32, "batch", 2), Tensor("y", Float32, "batch", 2)));
        IDataView data = Rows.Of<float>(_ml, [1f, 2]);

        using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel("X", null, folder["model.onnx"]).Fit(data);

        Assert.Equal([-1, -2], Rows.Values<float>(transformer.Transform(data), "X")[0]);
    }

    [Fact]
    public void ScoreOnnxModel_MissingFile_NamesTheFullPath()
    {
        string path = Path.GetFullPath("no/such.onnx");

        FileNotFoundException e = Assert.Throws<FileNotFoundException>(() => _ml.Transforms.ScoreOnnxModel("Y", "X", "no/such.onnx"));

        Assert.Equal($"ScoreOnnxModel: there is no model file '{path}'. Pass the path of an ONNX model; a relative path starts at the " +
            $"current directory.", e.Message);
        Assert.Equal(path, e.FileName);
    }

    [Fact]
    public void ScoreOnnxModel_FileOfText_IncludesTheErrorOfOnnxRuntime()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["model.onnx"], "version https://git-lfs.github.com/spec/v1");

        FormatException e = Assert.Throws<FormatException>(() => _ml.Transforms.ScoreOnnxModel("Y", "X", folder["model.onnx"]));

        Assert.Equal($"ScoreOnnxModel: '{folder["model.onnx"]}' is not an ONNX model that ONNX Runtime can open: " +
            $"[ErrorCode:InvalidProtobuf] Failed to load model " +
            "because protobuf parsing failed. Check that it is complete, contains its weights, and is not too new for this version of " +
                "ONNX Runtime.", e.Message);
    }

    [Fact]
    public void ScoreOnnxModel_NoBytes_IncludesTheErrorOfOnnxRuntime()
    {
        Fails<FormatException>(Options([]),
            "ScoreOnnxModel: ModelBytes, 0 bytes, is not an ONNX model that ONNX Runtime can open: [ErrorCode:InvalidArgument] No graph " +
            "was " +
            "found in the protobuf. Check that it is complete, contains its weights, and is not too new for this version of ONNX Runtime.");
    }

    [Fact]
    public void ScoreOnnxModel_UnknownNameGiven_ListsTheExistingNames()
    {
        byte[] model = Model([Tensor("a", Float32, 1, 4), Tensor("b", Float32, 1, 4)], [Tensor("sum", Float32, 1, 4)],
            Node("Add", "a,b", "sum"));
        OnnxScoringOptions input = Options(model);
        input.ModelInputName = "c";
        OnnxScoringOptions output = Options(model);
        output.ModelInputName = "a";
        output.ModelOutputName = "product";

        Fails<ArgumentException>(input,
            "ScoreOnnxModel: the model has no input 'c'; it has 'a', 'b'. Set ModelInputName to one of them, or to null if there is " +
            "only one.");
        Fails<ArgumentException>(output,
            "ScoreOnnxModel: the model has no output 'product'; it has 'sum'. Set ModelOutputName to one of them, or to null if there " +
            "is only one.");
    }

    [Fact]
    public void ScoreOnnxModel_SeveralAndNoneNamedLikeTheColumn_ListsThem()
    {
        byte[] inputs = Model([Tensor("a", Float32, 1, 4), Tensor("b", Float32, 1, 4)], [Tensor("sum", Float32, 1, 4)],
            Node("Add", "a,b", "sum"));
        byte[] outputs = Model([Tensor("x", Float32, 1, 4)], [Tensor("a", Float32, 1, 4), Tensor("b", Float32, 1, 4)],
            Node("Neg", "x", "a"), Node("Abs", "x", "b"));

        Fails<ArgumentException>(Options(inputs),
            "ScoreOnnxModel: the model has several inputs, 'a', 'b', and none has the name of the column, 'X'. Set ModelInputName to " +
            "one of them.");
        Fails<ArgumentException>(Options(outputs),
            "ScoreOnnxModel: the model has several outputs, 'a', 'b', and none has the name of the column, 'Y'. Set ModelOutputName to " +
            "one of them.");
    }

    [Fact]
    public void ScoreOnnxModel_UnsupportedElementType_ListsTheSupportedTypes()
    {
        Fails<NotSupportedException>(Options(Model("Identity", Tensor("x", Text, 1, 4), Tensor("y", Text, 1, 4))),
            "ScoreOnnxModel: model input 'x' is a tensor of String; expected a tensor of Float, Double, Float16, BFloat16, Bool or an " +
            "integer. " +
            "Choose another input, or export the model with a Cast there.");
    }

    [Fact]
    public void ScoreOnnxModel_OutputIsNotATensor_Throws()
    {
        Fails<NotSupportedException>(Options(Model([Tensor("x", Float32, 1, 4)], [Sequence("y")], Node("SequenceConstruct", "x", "y"))),
            "ScoreOnnxModel: model output 'y' is not a tensor (ONNX_TYPE_SEQUENCE); " +
            "expected a tensor of Float, Double, Float16, BFloat16, Bool, String or an integer, or maps that 'ZipMap' makes. " +
            "Choose or export another output.");
    }

    [Fact]
    public void ScoreOnnxModel_DynamicDimensionOtherThanTheFirst_NamesIt()
    {
        Fails<NotSupportedException>(Options(Identity("batch", 3, "height", "width")),
            "ScoreOnnxModel: model input 'x' is [batch,3,height,width], with dynamic dimensions 2 ('height'), 3 ('width'); " +
            "expected only the first, the batch axis, to be dynamic. Set the sizes of the others in DimensionSizes, by these names.");
        Fails<NotSupportedException>(Options(Model("Identity", Tensor("x", Float32, 1, null), Tensor("y", Float32, 1, null))),
            "ScoreOnnxModel: model input 'x' is [1,?], with dynamic dimensions 1 ('x:1'); " +
            "expected only the first, the batch axis, to be dynamic. Set the sizes of the others in DimensionSizes, by these names.");
    }

    [Fact]
    public void ScoreOnnxModel_InputWithoutShape_Throws()
    {
        const string Message =
            "ScoreOnnxModel: model input 'x' is a scalar or states no shape; expected a tensor with dimensions, of which only the " +
            "first, the " +
            "batch axis, may be dynamic. Export the model with the shape of its input.";

        Fails<NotSupportedException>(Options(Model("Identity", Tensor("x", Float32, null), Tensor("y", Float32, null))), Message);
        Fails<NotSupportedException>(Options(Identity()), Message);
    }

    [Fact]
    public void ScoreOnnxModel_NoModelOrTwoGiven_Throws()
    {
        OnnxScoringOptions both = Options([]);
        both.ModelFile = "model.onnx";

        Fails<ArgumentException>(new OnnxScoringOptions { OutputColumnName = "Y" },
            "ScoreOnnxModel: neither ModelFile nor ModelBytes is set; " +
            "expected exactly one of them. Set the path of the model, or its bytes. (Parameter 'options')");
        Fails<ArgumentException>(both, "ScoreOnnxModel: both ModelFile and ModelBytes are set; " +
            "expected exactly one of them. Set the path of the model, or its bytes. (Parameter 'options')");
    }

    [Fact]
    public void ScoreOnnxModel_ZeroThreads_Throws()
    {
        OnnxScoringOptions options = Options(Identity(1, 4));
        options.IntraOpThreads = 0;

        Fails<ArgumentOutOfRangeException>(options,
            "ScoreOnnxModel: IntraOpThreads is 0; expected 1 to 1024. Use null for ONNX Runtime's default. (Parameter 'IntraOpThreads')");
    }

    [Fact]
    public void ScoreOnnxModel_NullOrEmptyArgument_Throws()
    {
        Assert.Throws<ArgumentNullException>("catalog", () => OnnxScoringCatalog.ScoreOnnxModel(null!, Options(Identity(1, 4))));
        Assert.Throws<ArgumentNullException>("options", () => _ml.Transforms.ScoreOnnxModel(null!));
        Assert.Throws<ArgumentNullException>("outputColumnName", () => _ml.Transforms.ScoreOnnxModel(null!, "X", "m"));
        Assert.Throws<ArgumentException>("outputColumnName", () => _ml.Transforms.ScoreOnnxModel("", "X", "m"));
        Assert.Throws<ArgumentNullException>("modelFile", () => _ml.Transforms.ScoreOnnxModel("Y", "X", null!));
        Assert.Throws<ArgumentException>("modelFile", () => _ml.Transforms.ScoreOnnxModel("Y", "X", ""));
    }

    private static OnnxScoringOptions Options(byte[] model) => new() { OutputColumnName = "Y", InputColumnName = "X", ModelBytes = model };

    private OnnxScoringTransformer Fit(OnnxScoringOptions options) => _ml.Transforms.ScoreOnnxModel(options)
        .Fit(Rows.Of<float>(_ml, [0f, 0, 0, 0]));

    private void Fails<TException>(OnnxScoringOptions options, string message)
        where TException : Exception =>
        Assert.Equal(message, Assert.Throws<TException>(() => _ml.Transforms.ScoreOnnxModel(options)).Message);
}
