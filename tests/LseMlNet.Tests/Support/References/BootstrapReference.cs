using System.Text.Json;

namespace LseMlNet.Tests.Support;

/// <summary>Poisson numbers and intervals from NumPy, from bootstrap.json, which bootstrap.py writes.</summary>
/// <remarks>First and Last are the numbers of the first and of the last row. The other parameters are the ends of the intervals.</remarks>
internal sealed record BootstrapReference(
    string Name, int[] First, int[] Last, double[] MicroAccuracy, double[] MacroAccuracy, double[] TopFiveAccuracy, double[] LogLoss,
    double[] BrierScore, double[] MeanEntropy)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, BootstrapReference> All { get; } = Read();

    public static BootstrapReference Named(string name) => All[name];

    private static Dictionary<string, BootstrapReference> Read()
    {
        using FileStream file = File.OpenRead(Repository.PathOf("tests", "LseMlNet.Tests", "Support", "References", "bootstrap.json"));
        return JsonSerializer.Deserialize<BootstrapFile>(file, Options)!.Sets.ToDictionary(set => set.Name);
    }

    private sealed record BootstrapFile(BootstrapReference[] Sets);
}
