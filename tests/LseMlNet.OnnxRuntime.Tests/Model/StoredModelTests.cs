using System.Reflection;
using System.Runtime.InteropServices;
using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>Models that a saved pipeline refers to by path, models that are too large for it, and models in released files.</summary>
public sealed class StoredModelTests : IDisposable
{
    private readonly MLContext _ml = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_ModelSavedByPath_OpensTheFile()
    {
        IDataView data = Rows.Of<float>(_ml, [1, 2]);
        File.WriteAllBytes(_folder["model.onnx"], Model("Neg", Tensor("x", Float32, "batch", 2), Tensor("y", Float32, "batch", 2)));
        SaveByPath(data);

        using OnnxScoringTransformer loaded = Load();

        Assert.Equal(_folder["model.onnx"], loaded.ModelFile);
        Assert.Equal([[-1f, -2]], Rows.Values<float>(loaded.Transform(data), "Y"));
        Assert.True(new FileInfo(_folder["model.zip"]).Length < 2_000);
    }

    [Fact]
    public void Load_ModelSavedByPathIsMissing_NamesThePath()
    {
        File.WriteAllBytes(_folder["model.onnx"], Identity("batch", 2));
        SaveByPath(Rows.Of<float>(_ml, [1, 2]));
        File.Delete(_folder["model.onnx"]);

        Assert.Equal($"ScoreOnnxModel: the pipeline refers to the model file '{_folder["model.onnx"]}', which does not exist. " +
            "Put the model there, or create the pipeline with EmbedModel = true.", LoadFails().Message);
    }

    [Fact]
    public void Load_ModelSavedByPathHasChanged_Throws()
    {
        File.WriteAllBytes(_folder["model.onnx"], Identity("batch", 2));
        SaveByPath(Rows.Of<float>(_ml, [1, 2]));
        // The same length, but different content.
        File.WriteAllBytes(_folder["model.onnx"], Identity("natch", 2));

        string message = LoadFails().Message;

        Assert.StartsWith($"ScoreOnnxModel: '{_folder["model.onnx"]}' is not the model that the pipeline was created with: it has ",
            message, StringComparison.Ordinal);
        Assert.EndsWith(". Restore the original model, or create the pipeline with this one.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ModelSavedByPathHasChanged_Throws()
    {
        IDataView data = Rows.Of<float>(_ml, [1, 2]);
        File.WriteAllBytes(_folder["model.onnx"], Identity("batch", 2));
        OnnxScoringEstimator estimator = _ml.Transforms.ScoreOnnxModel(ByPath());
        estimator.Fit(data).Dispose();
        File.WriteAllBytes(_folder["model.onnx"], Identity("natch", 2));

        string message = Assert.Throws<InvalidOperationException>(() => estimator.Fit(data)).Message;

        Assert.Contains("is not the model that the pipeline was created with: it has ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ScoreOnnxModel_WeightsInSeparateFile_RequiresThePath()
    {
        IDataView data = Rows.Of<float>(_ml, [1, 2], [3, 4]);
        File.WriteAllBytes(_folder["weights.bin"], MemoryMarshal.AsBytes<float>([10, 20]).ToArray());
        File.WriteAllBytes(_folder["model.onnx"], Model(
            [Tensor("x", Float32, "batch", 2)], [Tensor("y", Float32, "batch", 2)], [ExternalInitializer("w", "weights.bin", 2)],
            Node("Add", "x,w", "y")));
        SaveByPath(data);

        using OnnxScoringTransformer loaded = Load();

        Assert.Equal([[11f, 22], [13, 24]], Rows.Values<float>(loaded.Transform(data), "Y"));
    }

    [Fact]
    public void Save_WeightsInSeparateFiles_EmbedsThem()
    {
        IDataView data = Rows.Of<float>(_ml, [1, 2], [3, 4]);
        // Two weights share a file, one of them starts in the middle of that file, and one weight is inside a subgraph.
        File.WriteAllBytes(_folder["weights.bin"], MemoryMarshal.AsBytes<float>([10, 20, 100, 200]).ToArray());
        Directory.CreateDirectory(_folder["more"]);
        File.WriteAllBytes(_folder[Path.Combine("more", "deep.bin")], MemoryMarshal.AsBytes<float>([1000, 2000]).ToArray());
        File.WriteAllBytes(_folder["model.onnx"], Model(
            [Tensor("x", Float32, "batch", 2)], [Tensor("y", Float32, "batch", 2)],
            [ExternalInitializer("w", "weights.bin", 0, 8, 2), ExternalInitializer("v", "weights.bin", 8, 8, 2)],
            Node("Constant", "", "c", ("value", ExternalInitializer("c", "more/deep.bin", 2))),
            Node("Add", "x,w", "a"), Node("Add", "a,v", "b"), Node("Add", "b,c", "y")));
        OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel("Y", "X", _folder["model.onnx"]).Fit(data);
        _ml.Model.Save(transformer, data.Schema, _folder["model.zip"]);
        Directory.Delete(_folder["more"], recursive: true);
        File.Delete(_folder["weights.bin"]);
        File.Delete(_folder["model.onnx"]);

        using OnnxScoringTransformer loaded = Load();

        Assert.Null(loaded.ModelFile);
        Assert.Equal([[1111f, 2222], [1113, 2224]], Rows.Values<float>(loaded.Transform(data), "Y"));
    }

    [Fact]
    public void Load_WeightsInAnotherFileChanged_Throws()
    {
        IDataView data = Rows.Of<float>(_ml, [1, 2]);
        WriteModelWithWeights("weights.bin");
        SaveByPath(data);
        File.WriteAllBytes(_folder["weights.bin"], MemoryMarshal.AsBytes<float>([10, 21]).ToArray());

        Assert.StartsWith($"ScoreOnnxModel: '{_folder["model.onnx"]}' is not the model that the pipeline was created with: it has ",
            LoadFails().Message, StringComparison.Ordinal);
        File.Delete(_folder["weights.bin"]);
        Assert.Equal($"ScoreOnnxModel: '{_folder["model.onnx"]}' is not a complete ONNX model: it refers to weights in " +
            $"'{_folder["weights.bin"]}', which does not exist. Put that file next to the model.", LoadFails().Message);
    }

    [Fact]
    public void ScoreOnnxModel_WeightsMissing_NamesTheFile()
    {
        WriteModelWithWeights("weights.bin");
        File.Delete(_folder["weights.bin"]);
        string message = $"ScoreOnnxModel: '{_folder["model.onnx"]}' is not a complete ONNX model: it refers to weights in " +
            $"'{_folder["weights.bin"]}', which does not exist. Put that file next to the model.";

        Assert.Equal(message, Assert.Throws<FormatException>(() => SaveByPath(Rows.Of<float>(_ml, [1, 2]))).Message);
        Assert.Equal(message, Assert.Throws<FormatException>(() => _ml.Transforms.ScoreOnnxModel("Y", "X", _folder["model.onnx"])).Message);
    }

    [Theory]
    [InlineData("../weights.bin")]
    [InlineData("a/../../weights.bin")]
    [InlineData("/etc/weights.bin")]
    public void ScoreOnnxModel_WeightsOutsideTheFolder_Throws(string file)
    {
        WriteModelWithWeights(file, writeWeights: false);
        string message = $"ScoreOnnxModel: '{_folder["model.onnx"]}' is not a complete ONNX model: it refers to weights in " +
            $"'{file}'; expected a path inside the folder of the model.";

        Assert.Equal(message, Assert.Throws<FormatException>(() => SaveByPath(Rows.Of<float>(_ml, [1, 2]))).Message);
        Assert.Equal(message, Assert.Throws<FormatException>(() => _ml.Transforms.ScoreOnnxModel("Y", "X", _folder["model.onnx"])).Message);
    }

    [Fact]
    public void ScoreOnnxModel_WeightsCutShort_NamesTheFile()
    {
        File.WriteAllBytes(_folder["weights.bin"], [1, 2, 3, 4]);
        File.WriteAllBytes(_folder["model.onnx"], Model(
            [Tensor("x", Float32, "batch", 2)], [Tensor("y", Float32, "batch", 2)], [ExternalInitializer("w", "weights.bin", 0, 8, 2)],
            Node("Add", "x,w", "y")));

        Assert.Equal($"ScoreOnnxModel: '{_folder["model.onnx"]}' is not a complete ONNX model: it refers to bytes 0 to 8 of " +
            $"'{_folder["weights.bin"]}', which has 4 bytes. Copy that file again; it may be incomplete.",
            Assert.Throws<FormatException>(() => _ml.Transforms.ScoreOnnxModel("Y", "X", _folder["model.onnx"])).Message);
    }

    [Fact]
    public void ScoreOnnxModel_BytesWithWeightsInFiles_Throws()
    {
        WriteModelWithWeights("weights.bin");

        Assert.Equal("ScoreOnnxModel: the model in ModelBytes has weights in separate files, such as 'weights.bin', but without the folder " +
            "of the model, those files cannot be found. Set ModelFile instead of ModelBytes.",
            Assert.Throws<NotSupportedException>(
                () => _ml.Transforms.ScoreOnnxModel(ScoringStage.Options(File.ReadAllBytes(_folder["model.onnx"])))).Message);
    }

    [Fact]
    public void ScoreOnnxModel_LargerThanTwoGigabytes_ThrowsBeforeReadingTheFile()
    {
        // A sparse file, which occupies no space on the disk.
        using (FileStream stream = File.Create(_folder["model.onnx"]))
        {
            stream.SetLength(1L << 31);
        }

        Assert.Equal($"ScoreOnnxModel: '{_folder["model.onnx"]}' has 2147483648 bytes; a saved pipeline can contain a model of at most " +
            $"{Array.MaxLength}. " +
            "Move the weights to a separate file (ONNX external data), and set EmbedModel = false to save the path of the model instead.",
            Assert.Throws<NotSupportedException>(() => _ml.Transforms.ScoreOnnxModel("Y", "X", _folder["model.onnx"])).Message);
    }

    [Fact]
    public void ScoreOnnxModel_BytesWithoutEmbedding_Throws()
    {
        OnnxScoringOptions options = ScoringStage.Options(Identity("batch", 2));
        options.EmbedModel = false;

        Assert.Equal("ScoreOnnxModel: EmbedModel is false, but a model in ModelBytes has no path to save. Set ModelFile instead of " +
            "ModelBytes, or set EmbedModel to true. (Parameter 'options')",
            Assert.Throws<ArgumentException>(() => _ml.Transforms.ScoreOnnxModel(options)).Message);
    }

    [Fact]
    public void Load_FileOfTheFirstRelease_RestoresTheStage()
    {
        using var loaded = (OnnxScoringTransformer)_ml.Model.Load(
            Repository.PathOf("tests", "LseMlNet.OnnxRuntime.Tests", "Model", "Released", "0.1.0-preview.1.zip"), out _);

        Assert.Equal(("Y", "X", "y", "x", null, 64),
            (loaded.OutputColumnName, loaded.InputColumnName, loaded.ModelOutputName, loaded.ModelInputName, loaded.ModelFile,
            loaded.BatchSize));
        Assert.Equal([[-1f, -2, 3]], Rows.Values<float>(loaded.Transform(Rows.Of<float>(_ml, [1, 2, -3])), "Y"));
    }

    private void SaveByPath(IDataView data)
    {
        using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel(ByPath()).Fit(data);
        _ml.Model.Save(transformer, data.Schema, _folder["model.zip"]);
    }

    private OnnxScoringOptions ByPath() => new()
    {
        OutputColumnName = "Y",
        InputColumnName = "X",
        ModelFile = _folder["model.onnx"],
        EmbedModel = false,
    };

    private OnnxScoringTransformer Load() => (OnnxScoringTransformer)_ml.Model.Load(_folder["model.zip"], out _);

    // ML.NET calls loaders through reflection, which wraps their exceptions.
    private InvalidOperationException LoadFails()
    {
        Exception? e = Record.Exception(Load);
        while (e is TargetInvocationException)
        {
            e = e.InnerException;
        }

        return Assert.IsType<InvalidOperationException>(e);
    }

    private void WriteModelWithWeights(string file, bool writeWeights = true)
    {
        if (writeWeights)
        {
            File.WriteAllBytes(_folder[file], MemoryMarshal.AsBytes<float>([10, 20]).ToArray());
        }

        File.WriteAllBytes(_folder["model.onnx"], Model(
            [Tensor("x", Float32, "batch", 2)], [Tensor("y", Float32, "batch", 2)], [ExternalInitializer("w", file, 2)], Node(
                "Add", "x,w", "y")));
    }
}
