using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection;
using LseMlNet.ModelLoader;
using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>A saved pipeline contains the model, and loads in programs that reference only ML.NET.</summary>
public class OnnxModelSettingsTests
{
    private readonly MLContext _ml = new();

    [Fact]
    public void Load_InAnotherProcess_ReturnsTheSameBitsWithoutTheModelFile()
    {
        MutationRun.SkipTestOfAnotherProcess();
        using var folder = new TemporaryFolder();
        File.Copy(Repository.FashionModel, folder["model.onnx"]);
        IDataView data = Rows.Of(_ml, Rows.Pictures(3, seed: 3));
        TransformerChain<SoftmaxTransformer> model = _ml.Transforms.ScoreOnnxModel("Logits", "X", folder["model.onnx"])
            .Append(_ml.Transforms.Softmax("Probabilities", "Logits")).Fit(data);
        File.Delete(folder["model.onnx"]);

        string there = FreshProcess.SaveAndTransform(_ml, model, data);

        Assert.Equal(DataViewText.Of(model.Transform(data)), there);
        Assert.Contains("column Logits: Vector<Single, 10>", there, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SavedSettings_RestoresThem()
    {
        using var folder = new TemporaryFolder();
        SavePipeline(folder["model.zip"]);

        using var loaded = (OnnxScoringTransformer)_ml.Model.Load(folder["model.zip"], out _);

        Assert.Equal(("Y", "X", "logits", "image"), (loaded.OutputColumnName, loaded.InputColumnName, loaded.ModelOutputName,
            loaded.ModelInputName));
    }

    [Fact]
    public void Load_TransformerDisposedBeforeItWasSaved_Works()
    {
        using var folder = new TemporaryFolder();
        IDataView data = Rows.Of(_ml, Rows.Pictures(1, seed: 4));
        OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel("Y", "X", Repository.FashionModel).Fit(data);
        float[] expected = Rows.Values<float>(transformer.Transform(data), "Y")[0];
        transformer.Dispose();

        _ml.Model.Save(transformer, data.Schema, folder["model.zip"]);

        Assert.Equal(expected, Rows.Values<float>(_ml.Model.Load(folder["model.zip"], out _).Transform(data), "Y")[0]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void Load_DamagedLength_ThrowsBeforeAllocating(int length)
    {
        using var folder = new TemporaryFolder();
        SavePipeline(folder["model.zip"]);
        Damage(folder["model.zip"], (entry, model) => BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(model - sizeof(int)), length));

        FormatException e = LoadFails(folder["model.zip"]);

        Assert.StartsWith($"The saved ScoreOnnxModel stage is damaged: the length of its model is {length}; expected 0 to ",
            e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_DamagedThreads_Throws()
    {
        using var folder = new TemporaryFolder();
        SavePipeline(folder["model.zip"]);
        Damage(folder["model.zip"], (entry, model) => BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(model - 2 * sizeof(int)), -3));

        Assert.Equal("The saved ScoreOnnxModel stage is damaged: the number of threads is -3; expected 0 to 1024. Save the pipeline " +
            "again, or restore the file.",
            LoadFails(folder["model.zip"]).Message);
    }

    [Fact]
    public void Load_DamagedModel_IncludesTheErrorOfOnnxRuntime()
    {
        using var folder = new TemporaryFolder();
        SavePipeline(folder["model.zip"]);
        Damage(folder["model.zip"], (entry, model) => entry.AsSpan(model, 100).Fill(0xFF));

        Assert.Equal("The saved ScoreOnnxModel stage is damaged: ScoreOnnxModel: the model in the saved pipeline is not an ONNX model " +
            "that ONNX Runtime can open: [ErrorCode:InvalidProtobuf] Failed to load model " +
            "because protobuf parsing failed. Check that it is complete, contains its weights, and is not too new for this version of " +
                "ONNX Runtime. " +
            "Save the pipeline again, or restore the file.",
            LoadFails(folder["model.zip"]).Message);
    }

    [Fact]
    public void Load_NativeLibraryMissing_NamesThePackageToAdd()
    {
        MutationRun.SkipTestOfAnotherProcess();
        using var folder = new TemporaryFolder();
        IDataView data = SavePipeline(folder["model.zip"]);
        using (FileStream stream = File.Create(folder["input.idv"]))
        {
            _ml.Data.SaveAsBinary(data, stream);
        }
        // Copies the program without its native libraries, and without the file that lists them.
        foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Append(Path.Combine(AppContext.BaseDirectory, "LseMlNet.ModelLoader.runtimeconfig.json")))
        {
            File.Copy(file, folder[Path.GetFileName(file)]);
        }

        InvalidOperationException e = Assert.Throws<InvalidOperationException>(
            () => FreshProcess.Transform(folder["model.zip"], folder["input.idv"], Path.GetDirectoryName(folder["model.zip"])));

        Assert.Contains("DllNotFoundException: ScoreOnnxModel: the native library of ONNX Runtime was not found. " +
            "Add the package Microsoft.ML.OnnxRuntime (CPU) or Microsoft.ML.OnnxRuntime.Gpu to the application.",
            e.Message.Split(Environment.NewLine));
    }

    [Fact]
    public void Load_RowThatFails_WritesNothingToStandardError()
    {
        MutationRun.SkipTestOfAnotherProcess();
        using var folder = new TemporaryFolder();
        byte[] model = OnnxFile.Model("Unique", OnnxFile.Tensor("x", OnnxFile.Float32, "batch", 2),
            OnnxFile.Tensor("y", OnnxFile.Float32, "n"));
        IDataView data = Rows.Of<float>(_ml, [1f, 2]);
        ITransformer transformer = _ml.Transforms.ScoreOnnxModel(ScoringStage.Options(model)).Fit(data);

        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => FreshProcess.SaveAndTransform(_ml, transformer, data));

        // Each line must be an exception that the program caught, not a line of ONNX Runtime's log.
        string[] lines = e.Message.Split(Environment.NewLine);
        Assert.Contains(lines, line => line.StartsWith("InvalidOperationException: ScoreOnnxModel: ONNX Runtime could not score a row",
            StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Matches("^[A-Za-z]+Exception: ", line));
    }

    private IDataView SavePipeline(string path)
    {
        IDataView data = Rows.Of(_ml, Rows.Pictures(1, seed: 5));
        using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel("Y", "X", Repository.FashionModel).Fit(data);
        _ml.Model.Save(transformer, data.Schema, path);
        return data;
    }

    // ML.NET calls loaders through reflection, which wraps their exceptions.
    private FormatException LoadFails(string path)
    {
        Exception? e = Record.Exception(() => _ml.Model.Load(path, out _));
        while (e is TargetInvocationException)
        {
            e = e.InnerException;
        }

        return Assert.IsType<FormatException>(e);
    }

    /// <summary>Changes the entry that contains the model. The second argument is the offset of the model in the entry.</summary>
    private static void Damage(string path, Action<byte[], int> damage)
    {
        byte[] model = File.ReadAllBytes(Repository.FashionModel);
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Update);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream stream = entry.Open();
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            int start = bytes.AsSpan().IndexOf(model);
            if (start < 0)
            {
                continue;
            }

            damage(bytes, start);
            stream.Position = 0;
            stream.Write(bytes);
            return;
        }
        Assert.Fail($"No entry of {path} contains the model.");
    }
}
