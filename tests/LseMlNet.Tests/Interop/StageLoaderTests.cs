using System.Reflection;
using System.Text;
using LseMlNet.ModelLoader;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Interop;

public sealed class StageLoaderTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Stages => Stage.All;

    public static TheoryData<string> StagesOfColumnPairs => [.. Stage.All.Select(row => row.Data).Where(stage => stage != "TopK")];

    [Theory, MemberData(nameof(Stages))]
    public void Save_EachStage_WritesLoaderAndAssemblyName(string stage)
    {
        string entry = Encoding.Latin1.GetString(SavedPipeline.ReadEntry(Save(stage, Data()), SavedPipeline.StageEntry));

        // The name of a loader has at most 24 characters.
        string name = stage == "LogProbabilities" ? "LogProb" : stage;
        Assert.Contains($"LseMlNet.{name}\0", entry, StringComparison.Ordinal);
        // The entry stores the simple name, so that a file does not depend on the version of the assembly that wrote it.
        Assert.Contains(Encoding.Latin1.GetString(Encoding.Unicode.GetBytes("LseMlNet")) + "LEDOM", entry, StringComparison.Ordinal);
    }

    [Fact]
    public void AssemblyVersion_Always_IsOne() =>
        Assert.Equal(new Version(1, 0, 0, 0), typeof(SoftmaxTransformer).Assembly.GetName().Version);

    [Theory, MemberData(nameof(Stages))]
    public void Load_NewerFormat_AsksForUpdate(string stage)
    {
        byte[] pipeline = Save(stage, Data());
        byte[] entry = SavedPipeline.ReadEntry(pipeline, SavedPipeline.StageEntry);
        // In the header that ML.NET gives an entry, the model signature is followed by the version written and the oldest version that can
        // read it.
        int versions = entry.AsSpan().IndexOf("LSE"u8) + 8;
        byte version = entry[versions];
        Assert.InRange(version, 1, 3);
        Assert.Equal([version, 0, 1, 0, version, 0, 1, 0], entry[versions..(versions + 8)]);
        entry[versions] = entry[versions + 4] = 7;

        Exception error = Assert.ThrowsAny<Exception>(() => Load(SavedPipeline.WithEntry(pipeline, SavedPipeline.StageEntry, entry)));

        Assert.Equal(
            $"The saved {stage} stage has format 00010007; this version of LseMlNet reads formats up to 0001000{version}. " +
            "Update the package to the version that saved the pipeline, or a later one.",
            Innermost(error).Message);
    }

    [Theory, MemberData(nameof(StagesOfColumnPairs))]
    public void Load_DamagedSettings_NamesTheStage(string stage)
    {
        byte[] pipeline = Save(stage, Data());
        byte[] entry = SavedPipeline.ReadEntry(pipeline, SavedPipeline.StageEntry);
        int count = entry.AsSpan().IndexOf("\u0001\0\0\0\u0003Out"u8);
        Assert.NotEqual(-1, count);
        BitConverter.TryWriteBytes(entry.AsSpan(count), -1);
        Exception error = Assert.ThrowsAny<Exception>(() => Load(SavedPipeline.WithEntry(pipeline, SavedPipeline.StageEntry, entry)));
        Assert.Contains(
            Chain(error),
            e => e.Message.StartsWith($"The saved {stage} stage is damaged: the number of columns is -1; expected 1 to ", StringComparison.Ordinal));

        BitConverter.TryWriteBytes(entry.AsSpan(count), int.MaxValue);
        error = Assert.ThrowsAny<Exception>(() => Load(SavedPipeline.WithEntry(pipeline, SavedPipeline.StageEntry, entry)));
        Assert.Contains(Chain(error), e => e.Message.StartsWith($"The saved {stage} stage is damaged: ", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Stages))]
    public void Load_NameLongerThanTheFile_NamesTheStage(string stage)
    {
        byte[] pipeline = Save(stage, Data());
        byte[] entry = SavedPipeline.ReadEntry(pipeline, SavedPipeline.StageEntry);
        // The length 3 becomes 65,535, in as many bytes as the length and the first letters take.
        ((ReadOnlySpan<byte>)[0xFF, 0xFF, 3]).CopyTo(entry.AsSpan(entry.AsSpan().IndexOf("\u0003Out"u8)));

        Exception error = Assert.ThrowsAny<Exception>(() => Load(SavedPipeline.WithEntry(pipeline, SavedPipeline.StageEntry, entry)));

        Assert.Contains(
            Chain(error),
            e => e.Message.StartsWith($"The saved {stage} stage is damaged: the length of the name of ", StringComparison.Ordinal) &&
                e.Message.Contains(" is 65535; expected 0 to ", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Stages))]
    public void Load_AsStepOfDataView_ReturnsTheSame(string stage)
    {
        IDataView data = Data();
        IDataView expected = Stage.Named(stage).Create(_ml, "Out", "Logits").Fit(data).Transform(data);

        var loaded = (IDataView)LoadAs("IDataTransform", "SignatureLoadDataTransform", Save(stage, data), data);

        Assert.Equal(DataViewText.Of(expected), DataViewText.Of(loaded));
    }

    [Theory, MemberData(nameof(Stages))]
    public void Load_AsRowMapper_ReturnsItsTransformer(string stage)
    {
        IDataView data = Data();
        object loaded = LoadAs("IRowMapper", "SignatureLoadRowMapper", Save(stage, data), data.Schema);

        object? transformer = loaded.GetType().GetMethod("GetTransformer")!.Invoke(loaded, null);

        Assert.Equal($"{stage}Transformer", transformer!.GetType().Name);
    }

    private IDataView Data() => LogitsData.Dense<float>(_ml, [1, 2, 3, 0, 0, 0], [1000, 1001, 1002, 0, 0, 0]);

    private byte[] Save(string stage, IDataView data) =>
        SavedPipeline.Save(_ml, Stage.Named(stage).Create(_ml, "Out", "Logits").Fit(data), data.Schema);

    private static void Load(byte[] pipeline) => new MLContext().Model.Load(new MemoryStream(pipeline), out _);

    private static IEnumerable<Exception> Chain(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            yield return error;
        }
    }

    private static Exception Innermost(Exception error) => Chain(error).Last();

    // Loads a step of a saved data view, or its mapper, as ML.NET does. The method that ML.NET uses is not public.
    private object LoadAs(string result, string signature, byte[] pipeline, object input)
    {
        MethodInfo load = MicrosoftMLType("ModelLoadContext").GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Single(method => method.Name == "LoadModel" && method.GetParameters()[2].ParameterType == typeof(Stream))
            .MakeGenericMethod(MicrosoftMLType(result), MicrosoftMLType(signature));
        var entry = new MemoryStream(SavedPipeline.ReadEntry(pipeline, SavedPipeline.StageEntry));
        object?[] arguments = [_ml, null, entry, new[] { input }];
        load.Invoke(null, arguments);
        return arguments[1]!;
    }

    private static Type MicrosoftMLType(string name) =>
        typeof(ITransformer).Assembly.GetTypes().Concat(typeof(TransformerChain<>).Assembly.GetTypes()).Single(type => type.Name == name);
}
