using System.Numerics;
using System.Text.Json;

namespace LseMlNet.Numerics.Tests.Support;

/// <summary>A row of logits and the exact results of the operations, from references.jsonl, which references.py writes.</summary>
/// <param name="Type">The element type, "float" or "double".</param>
/// <param name="Temperature">The temperature.</param>
/// <param name="Spread">The approximate largest magnitude of the logits.</param>
/// <param name="Kind">"wide", "near" or "cancelling"; references.py explains the difference.</param>
/// <param name="Center">The mean of the distribution of the logits.</param>
/// <param name="HalfWidth">Half the width of their distribution.</param>
/// <param name="Seed">The seed of the generator of the logits.</param>
/// <param name="Length">The number of logits.</param>
/// <param name="LogSumExp">The log-sum-exp.</param>
/// <param name="Entropy">The entropy.</param>
/// <param name="Margin">The margin.</param>
/// <param name="Indices">The classes whose results are stored.</param>
/// <param name="Softmax">The probability of each of these classes.</param>
/// <param name="LogSoftmax">The log-probability of each of these classes.</param>
internal sealed record ReferenceRow(
    string Type, double Temperature, double Spread, string Kind, double Center, double HalfWidth, ulong Seed, int Length,
    double[] LogSumExp, double[] Entropy, double[] Margin, int[] Indices, double[][] Softmax, double[][] LogSoftmax)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static readonly ILookup<(string Type, double Temperature), ReferenceRow> All =
        File.ReadLines(Repository.PathOf("tests", "LseMlNet.Numerics.Tests", "Support", "References", "references.jsonl"))
            .Select(line => JsonSerializer.Deserialize<ReferenceRow>(line, Options)!)
            .ToLookup(row => (row.Type, row.Temperature));

    public static TheoryData<double> Temperatures => [.. All.Select(rows => rows.Key.Temperature).Distinct()];

    public static IEnumerable<ReferenceRow> At<T>(double temperature)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var rows = All[(typeof(T) == typeof(float) ? "float" : "double", temperature)];
        Assert.NotEmpty(rows);
        return rows;
    }

    /// <summary>
    /// Returns the error of a result in ulp: the distance from its reference, in units in the last place of the reference.
    /// </summary>
    /// <param name="reference">The reference, rounded towards 0 to the type, and the rest in units in the last place.</param>
    /// <param name="actual">The result.</param>
    public static double Ulps<T>(double[] reference, T actual)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T truncated = T.CreateTruncating(reference[0]);
        if (!T.IsFinite(actual))
        {
            return double.PositiveInfinity;
        }

        // The quotient is exact for results near the reference, even for subnormal numbers.
        T above = (actual - truncated) / Unit(truncated);
        return Math.Abs(double.CreateTruncating(T.IsNegative(truncated) ? -above : above) - reference[1]);
    }

    /// <summary>Returns the distance of a result from its reference.</summary>
    public static double Distance<T>(double[] reference, T actual)
        where T : IBinaryFloatingPointIeee754<T> =>
        Ulps(reference, actual) * double.CreateTruncating(Unit(T.CreateTruncating(reference[0])));

    /// <summary>
    /// The logits, generated in the same way as in references.py: with SplitMix64, and without operations whose rounding could differ.
    /// </summary>
    public T[] Logits<T>()
        where T : IBinaryFloatingPointIeee754<T>
    {
        ulong state = Seed;
        T[] logits = new T[Length];
        for (int i = 0; i < logits.Length; i++)
        {
            state += 0x9E3779B97F4A7C15;
            ulong z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            double uniform = ((z ^ (z >> 31)) >> 11) * Math.ScaleB(1, -53);
            logits[i] = T.CreateTruncating(Center + HalfWidth * (2 * uniform - 1));
        }

        return logits;
    }

    public override string ToString() => $"{Kind} {Type} row of {Length}, spread {Spread}, temperature {Temperature}";

    private static T Unit<T>(T truncated)
        where T : IBinaryFloatingPointIeee754<T> => T.BitIncrement(T.Abs(truncated)) - T.Abs(truncated);
}
