using System.Text.Json;
using System.Text.Json.Serialization;

namespace LseMlNet.Tests.Support;

/// <summary>Binomial bounds by mpmath, and sets and thresholds by plain NumPy, from decisions.json, which decisions.py writes.</summary>
internal sealed record DecisionReference(ReferenceTail[] Tails, ReferenceBound[] Bounds, ReferenceSets Sets, ReferenceRejection Rejection)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    public static DecisionReference Read()
    {
        using FileStream file = File.OpenRead(Repository.PathOf("tests", "LseMlNet.Tests", "Support", "References", "decisions.json"));
        return JsonSerializer.Deserialize<DecisionReference>(file, Options)!;
    }
}

internal sealed record ReferenceTail(long Successes, long Trials, double Probability, double AtMost);

internal sealed record ReferenceBound(long Successes, long Trials, double Level, double Lower, double Upper);

internal sealed record ReferenceSets(float[][] FitLogits, int[] FitLabels, float[][] Logits, ReferenceSetCase[] Cases);

internal sealed record ReferenceSetCase(
    PredictionSetScore Score, bool Randomized, double Coverage, bool ClassConditional, double RankPenalty, int UnpenalizedRanks,
    double[] Thresholds, long[] Ranks, long[] RowsUsed, int[][] Sets);

internal sealed record ReferenceRejection(float[][] Logits, int[] Labels, ReferenceRejectionCase[] Cases);

internal sealed record ReferenceRejectionCase(double MaximumErrorRate, double Confidence, ReferenceRejectionBest? Best);

internal sealed record ReferenceRejectionBest(long Accepted, long Errors, double Bound, double Threshold);
