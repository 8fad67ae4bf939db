using System.Globalization;

namespace LseMlNet.Cli.Classify;

/// <summary>
/// Comma-separated values, written immediately: a header line, then one record per line. Missing values and NaN are empty.
/// </summary>
internal sealed class CsvOutput : IClassificationOutput
{
    private readonly CsvRecords _csv;
    private readonly bool _compareNaive;
    private readonly int _top;

    /// <param name="output">Where to write.</param>
    /// <param name="compareNaive">Whether to add columns for the naive softmax.</param>
    /// <param name="top">The number of classes that get columns.</param>
    public CsvOutput(TextWriter output, bool compareNaive, int top)
    {
        _csv = new CsvRecords(output);
        (_compareNaive, _top) = (compareNaive, top);
        _csv.Values("picture", "label", "probability", "accepted", "entropy", "margin");
        for (int i = 1; i <= top; i++)
        {
            _csv.Values($"label_{i}", $"probability_{i}", $"logit_{i}");
            if (compareNaive)
            {
                _csv.Values($"naive_{i}");
            }
        }
        _csv.Values("error");
        _csv.End();
    }

    public void Add(Outcome outcome)
    {
        Classification? c = outcome.Classification;
        _csv.Text(outcome.Name, c is { IsAccepted: true } ? c.Label : "");
        _csv.Values(Number(c?.Top[0].Probability), c is null ? "" : c.IsAccepted ? "true" : "false", Number(c?.Entropy), Number(c?.Margin));
        for (int i = 0; i < _top; i++)
        {
            ClassScore? score = c?.Top.ElementAtOrDefault(i);
            _csv.Text(score?.Label);
            _csv.Values(Number(score?.Probability), Number(score?.Logit));
            if (_compareNaive)
            {
                _csv.Values(Number(score?.NaiveProbability));
            }
        }
        _csv.Text(outcome.Error);
        _csv.End();
    }

    public void Dispose() => _csv.Dispose();

    private static string? Number(float? value) =>
        value is { } number && float.IsFinite(number) ? number.ToString(CultureInfo.InvariantCulture) : null;
}
