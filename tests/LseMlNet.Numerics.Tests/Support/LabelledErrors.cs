using System.Globalization;

namespace LseMlNet.Numerics.Tests.Support;

/// <summary>The largest error of each result, as a share of the documented error.</summary>
internal sealed class LabelledErrors
{
    // Below this, probabilities count as 0.
    private const double Smallest = 1e-300;

    private readonly Dictionary<string, (double Share, string Where)> _largest = [];

    public void Add(string name, LabelledReference reference, double actual, double expected, double bound)
    {
        double share = actual == expected ? 0 : Math.Abs(actual - expected) / (bound + Smallest);
        if (!(share <= _largest.GetValueOrDefault(name).Share))
        {
            _largest[name] = (share, string.Create(CultureInfo.InvariantCulture, $"{actual:R} instead of {expected:R} in the {reference}"));
        }
    }

    public void AssertWithinBounds()
    {
        string report = string.Join('\n', _largest.Select(pair =>
            string.Create(CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value.Share:0.00} of its bound, {pair.Value.Where}")));
        TestContext.Current.TestOutputHelper!.WriteLine(report);
        Assert.True(_largest.Values.All(value => value.Share <= 1), report);
    }
}
