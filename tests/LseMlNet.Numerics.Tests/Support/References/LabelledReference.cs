using System.Numerics;
using System.Text.Json;

namespace LseMlNet.Numerics.Tests.Support;

/// <summary>
/// A row of logits, a label and the exact results of LabelledRow and LabelledLoss, from labelled.jsonl, which labelled.py writes.
/// </summary>
/// <param name="Type">The element type, "float" or "double".</param>
/// <param name="Temperature">The temperature.</param>
/// <param name="Spread">See <see cref="ReferenceRow"/> for this parameter and the next five.</param>
/// <param name="Kind">"wide", "near" or "cancelling".</param>
/// <param name="Center">The mean of the distribution of the logits.</param>
/// <param name="HalfWidth">Half the width of their distribution.</param>
/// <param name="Seed">What the generator of the logits starts from.</param>
/// <param name="Length">The number of logits.</param>
/// <param name="Label">The index of the label.</param>
/// <param name="Gap">The difference of the two largest logits, divided by the temperature.</param>
/// <param name="Loss">The result of the property of the same name; the same applies to the following parameters.</param>
/// <param name="OddsAgainst">A result.</param>
/// <param name="Confidence">A result.</param>
/// <param name="Entropy">A result.</param>
/// <param name="BrierScore">A result.</param>
/// <param name="Slope">A result.</param>
/// <param name="SlopeScale">The sum of the magnitudes of the two numbers whose difference is the slope.</param>
/// <param name="Curvature">A result.</param>
/// <param name="ThirdDerivative">A result.</param>
/// <param name="ThirdScale">The third moment around the largest logit.</param>
internal sealed record LabelledReference(
    string Type, double Temperature, double Spread, string Kind, double Center, double HalfWidth, ulong Seed, int Length, int Label,
    double Gap,
    double Loss, double OddsAgainst, double Confidence, double Entropy, double BrierScore, double Slope, double SlopeScale,
    double Curvature, double ThirdDerivative, double ThirdScale)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The documented relative error of sums over a row that is not close to certain.</summary>
    public double BoundOfSums => Math.ScaleB(2 + Length / 64.0, -52);

    /// <summary>The documented relative error of the odds and of everything that depends on them.</summary>
    public double Bound => BoundOfSums + Math.ScaleB(Math.Min(Gap, 1000), -52);

    /// <summary>Lengths around the limits of registers and of the blocks of a sum.</summary>
    public static TheoryData<int> Lengths =>
        [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 100, 127, 128, 129, 255, 257, 511, 512, 513, 1025, 5003];

    public static IEnumerable<LabelledReference> Of<T>() =>
        File.ReadLines(Repository.PathOf("tests", "LseMlNet.Numerics.Tests", "Support", "References", "labelled.jsonl"))
            .Select(line => JsonSerializer.Deserialize<LabelledReference>(line, Options)!)
            .Where(reference => reference.Type == (typeof(T) == typeof(float) ? "float" : "double"));

    public T[] Logits<T>()
        where T : IBinaryFloatingPointIeee754<T> =>
        new ReferenceRow(Type, Temperature, Spread, Kind, Center, HalfWidth, Seed, Length, [], [], [], [], [], []).Logits<T>();

    public override string ToString() => $"{Kind} {Type} row of {Length}, spread {Spread}, temperature {Temperature}, label {Label}";
}
