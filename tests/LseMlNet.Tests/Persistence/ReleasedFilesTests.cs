using LseMlNet.ModelLoader;
using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Persistence;

/// <summary>
/// The repository keeps one pipeline saved by each released version. Each must load forever and give the same results. For a release,
/// running the tests with LSEMLNET_ACCEPT=1 writes the file of the new version.
/// </summary>
public sealed class ReleasedFilesTests
{
    private readonly MLContext _ml = new(seed: 1);

    private static string Folder => Repository.PathOf("tests", "LseMlNet.Tests", "Persistence", "Released");

    private static string ThisVersion => typeof(SoftmaxTransformer).Assembly
        .GetCustomAttributes(typeof(System.Reflection.AssemblyInformationalVersionAttribute), false)
        .Cast<System.Reflection.AssemblyInformationalVersionAttribute>().Single().InformationalVersion.Split('+')[0];

    [Fact]
    public void Load_FileOfEachVersion_ReturnsTheSamePipeline()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2, 3], [1000, 1001, 1002], [0, float.NegativeInfinity, 0]);
        ITransformer expected = Pipeline(data);
        if (Environment.GetEnvironmentVariable("LSEMLNET_ACCEPT") == "1" && !File.Exists(FileOf(ThisVersion)))
        {
            _ml.Model.Save(expected, data.Schema, FileOf(ThisVersion));
        }

        string[] files = Directory.GetFiles(Folder, "*.zip");
        Assert.Contains(FileOf(ThisVersion), files);
        foreach (string file in files)
        {
            ITransformer loaded = _ml.Model.Load(file, out DataViewSchema schema);
            Assert.Equal(data.Schema.Select(DataViewText.Of), schema.Select(DataViewText.Of));
            Assert.Equal(DataViewText.Of(expected.Transform(data)), DataViewText.Of(loaded.Transform(data)));
        }
    }

    private ITransformer Pipeline(IDataView data) =>
        _ml.Transforms.Softmax("Probabilities", "Logits")
            .Append(_ml.Transforms.LogSoftmax([new InputOutputColumnPair("LogProbabilities", "Logits"),
                new InputOutputColumnPair("Cooled", "Logits")], temperature: 0.5))
            .Append(_ml.Transforms.LogSumExp(new LogSumExpOptions
            {
                Columns = [new("LogSumExp", "Logits")],
                InvalidRows = InvalidRowHandling.Zero,
            }))
            .Fit(data);

    private static string FileOf(string version) => Path.Combine(Folder, $"{version}.zip");
}
