using System.Runtime.InteropServices;
using LseMlNet.ModelLoader;
using LseMlNet.OnnxRuntime;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Mono.Cecil;

namespace LseMlNet.Tests.Interop;

/// <summary>Runs the compiled assemblies of this package with versions of ML.NET that they were not compiled against.</summary>
public sealed class SupportedVersionsTests : IDisposable
{
    private static readonly byte[] Negation = OnnxFile.Model(
        "Neg", OnnxFile.Tensor("x", OnnxFile.Float32, "batch", 3), OnnxFile.Tensor("y", OnnxFile.Float32, "batch", 3));

    private readonly MLContext _ml = new(seed: 1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lsemlnet-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Load_WithOtherVersion_ReturnsTheSame()
    {
        CopyProgramWithOtherVersion();
        (string model, string data, string expected) = Save();

        Assert.Equal(expected, FreshProcess.Transform(model, data, _folder.FullName));
    }

    [Fact]
    public void Load_SavedByOtherVersion_ReturnsTheSame()
    {
        CopyProgramWithOtherVersion();
        (string model, string data, string expected) = Save();
        string saved = Path.Combine(_folder.FullName, "saved-by-other-version.zip");
        FreshProcess.Transform(model, data, _folder.FullName, saved);

        ITransformer loaded = _ml.Model.Load(saved, out _);

        Assert.Equal(expected, DataViewText.Of(loaded.Transform(_ml.Data.LoadFromBinary(data))));
    }

    [Fact]
    public void Load_WithVersionThatLacksAMember_NamesSupportedVersions()
    {
        CopyProgram();
        string file = Path.Combine(_folder.FullName, "Microsoft.ML.Data.dll");
        using (var assembly = AssemblyDefinition.ReadAssembly(typeof(MLContext).Assembly.Location))
        {
            assembly.MainModule.GetType("Microsoft.ML.Model.OnnxConverter.OnnxContext").Methods.Single(
                method => method.Name == "AddIntermediateVariable").Name = "Renamed";
            assembly.Write(file);
        }
        (string model, string data, _) = Save();

        string error = Assert.Throws<InvalidOperationException>(() => FreshProcess.Transform(model, data, _folder.FullName)).Message;

        Assert.Matches(
            @"NotSupportedException: LseMlNet supports Microsoft\.ML 5\.0\.1 to 6\.x \(\[5\.0\.1, 7\.0\)\); the loaded Microsoft\.ML\.Data, file version [0-9.]+, has no "
            + @"Microsoft\.ML\.Model\.OnnxConverter\.OnnxContext\.AddIntermediateVariable\. Reference a version of Microsoft\.ML in that range, or a newer version of LseMlNet\.",
            error);
    }

    private void CopyProgramWithOtherVersion()
    {
        string? other = Environment.GetEnvironmentVariable("LSEMLNET_OTHER_MICROSOFT_ML");
        Assert.SkipWhen(
            other is null, "LSEMLNET_OTHER_MICROSOFT_ML is not set; it names a folder with the assemblies of other versions of " +
            "ML.NET and ONNX Runtime.");
        CopyProgram();
        Copy(Libraries(other).Where(file => !Path.GetFileName(file).StartsWith("LseMlNet", StringComparison.Ordinal)));

        Assert.NotEqual(
            File.ReadAllBytes(typeof(MLContext).Assembly.Location),
            File.ReadAllBytes(Path.Combine(_folder.FullName, "Microsoft.ML.Data.dll")));
    }

    // Copies the program without its .deps.json, so that the host loads whatever assemblies are in the folder.
    private void CopyProgram()
    {
        Copy([Path.Combine(AppContext.BaseDirectory, "LseMlNet.ModelLoader.runtimeconfig.json"), .. Libraries(AppContext.BaseDirectory)]);
    }

    // Managed and native libraries. Without a .deps.json, the host finds native libraries only next to the program.
    private static string[] Libraries(string folder)
    {
        string native = Path.Combine(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        return [.. Directory.GetFiles(folder, "*.dll"), .. Directory.Exists(native) ? Directory.GetFiles(native) : []];
    }

    private void Copy(IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)), overwrite: true);
        }
    }

    private (string Model, string Data, string Expected) Save()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2, 3], [1000, 1001, 1002]);
        ITransformer model = _ml.Transforms.Softmax("Probabilities", "Logits")
            .Append(_ml.Transforms.LogSoftmax("LogProbabilities", "Logits", temperature: 2))
            .Append(_ml.Transforms.LogSumExp("LogSumExp", "Logits"))
            .Append(_ml.Transforms.Entropy("Entropy", "Logits")).Append(_ml.Transforms.Margin("Margin", "Logits"))
            .Append(_ml.Transforms.SelectLabel("PredictedLabel", "Probabilities", ["a", "b", "c"], minimumProbability: 0.5f))
            .Append(_ml.Transforms.TopK("TopLabels", "TopProbabilities", "Probabilities", 2))
            .Append(_ml.Transforms.NameClasses("Named", ["a", "b", "c"], "Logits"))
            .Append(_ml.Transforms.ScoreOnnxModel(
                new OnnxScoringOptions { OutputColumnName = "Scores", InputColumnName = "Logits", ModelBytes = Negation }))
            .Fit(data);
        string modelFile = Path.Combine(_folder.FullName, "model.zip"), dataFile = Path.Combine(_folder.FullName, "data.idv");
        _ml.Model.Save(model, data.Schema, modelFile);
        using (FileStream stream = File.Create(dataFile))
        {
            _ml.Data.SaveAsBinary(data, stream);
        }

        return (modelFile, dataFile, DataViewText.Of(model.Transform(data)));
    }
}
