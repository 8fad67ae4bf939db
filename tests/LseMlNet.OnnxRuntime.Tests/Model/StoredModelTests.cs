using System.Reflection;
using System.Runtime.InteropServices;
using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>Models whose path a saved pipeline contains, models that it cannot contain, and models in released files.</summary>
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
        Assert.Equal($"ScoreOnnxModel: '{_folder["model.onnx"]}' has weights in separate files (ONNX external data), so a saved " +
            $"pipeline cannot contain the whole model. " +
            "Set EmbedModel = false to save its path instead, or merge model and weights: onnx.save(onnx.load(\"model.onnx\"), " +
                "\"merged.onnx\") in Python.",
            Assert.Throws<NotSupportedException>(() => _ml.Transforms.ScoreOnnxModel("Y", "X", _folder["model.onnx"])).Message);
    }

    [Fact]
    public void ScoreOnnxModel_WeightsMissing_IncludesTheErrorOfOnnxRuntime()
    {
        File.WriteAllBytes(_folder["model.onnx"], Model(
            [Tensor("x", Float32, "batch", 2)], [Tensor("y", Float32, "batch", 2)], [ExternalInitializer("w", "weights.bin", 2)],
            Node("Add", "x,w", "y")));

        Assert.StartsWith($"ScoreOnnxModel: '{_folder["model.onnx"]}' is not an ONNX model that ONNX Runtime can open: ",
            Assert.Throws<FormatException>(() => SaveByPath(Rows.Of<float>(_ml, [1, 2]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ScoreOnnxModel_LargerThanTwoGigabytes_ThrowsBeforeReadingTheFile()
    {
        // A sparse file, which takes no space on the disk.
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
}
