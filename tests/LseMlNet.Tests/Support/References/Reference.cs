using System.Text.Json;
using System.Text.Json.Serialization;

namespace LseMlNet.Tests.Support;

/// <summary>Results of scikit-learn, SciPy and mpmath for small data sets, from reference.json, which reference.py writes.</summary>
internal sealed record Reference(
    string Name, double[][] Logits, int[] Labels, float[]? Weights,
    double MicroAccuracy, double MacroAccuracy, double[] TopKAccuracy, double LogLoss, double BrierScore, double MeanEntropy,
    ReferenceCalibration[] Calibration, ReferenceScaling Scaling)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static TheoryData<string> NamesWithoutWeights => [.. All.Values.Where(set => set.Weights is null).Select(set => set.Name)];

    /// <summary>The logits as floats. All of them are exact.</summary>
    public float[][] SingleLogits => Array.ConvertAll(Logits, row => Array.ConvertAll(row, x => (float)x));

    private static Dictionary<string, Reference> All { get; } = Read();

    public static Reference Named(string name) => All[name];

    private static Dictionary<string, Reference> Read()
    {
        using FileStream file = File.OpenRead(Repository.PathOf("tests", "LseMlNet.Tests", "Support", "References", "reference.json"));
        return JsonSerializer.Deserialize<ReferenceFile>(file, Options)!.Sets.ToDictionary(set => set.Name);
    }

    private sealed record ReferenceFile(Reference[] Sets);
}

internal sealed record ReferenceCalibration(int Count, ReferenceErrors Width, ReferenceErrors Mass);

internal sealed record ReferenceErrors(double Expected, double Maximum, ReferenceBin[] Bins);

internal sealed record ReferenceBin(int Index, long Rows, double Weight, double Confidence, double Accuracy);

internal sealed record ReferenceScaling(double Temperature, double Before, double After);
