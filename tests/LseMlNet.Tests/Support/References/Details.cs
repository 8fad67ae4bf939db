using System.Text.Json;
using System.Text.Json.Serialization;

namespace LseMlNet.Tests.Support;

/// <summary>
/// More results of scikit-learn, NumPy and mpmath for the sets of <see cref="Reference"/>, from details.json, which details.py writes.
/// </summary>
internal sealed record Details(
    string Name, long[][] Counts, double[][] Weights, double[] Precision, double[] Recall, double[] F1, double[] IntersectionOverUnion,
    double?[] LogLoss, DetailAverages Macro, DetailAverages Weighted, double LogLossReduction, long Saturated, double?[] Areas,
    double[] Confidences, DetailSelective Selective, double[] Classwise, double Debiased, double Smooth)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private static Dictionary<string, Details> All { get; } = Read();

    public static Details Named(string name) => All[name];

    private static Dictionary<string, Details> Read()
    {
        using FileStream file = File.OpenRead(Repository.PathOf("tests", "LseMlNet.Tests", "Support", "References", "details.json"));
        return JsonSerializer.Deserialize<DetailsFile>(file, Options)!.Sets.ToDictionary(set => set.Name);
    }

    private sealed record DetailsFile(Details[] Sets);
}

internal sealed record DetailAverages(double Precision, double Recall, double F1, double IntersectionOverUnion);

internal sealed record DetailSelective(double Area, double GeneralizedArea, double[] Coverages, double[] Risks, double[] LogOdds);
