using System.Globalization;
using CsvHelper;

namespace LseMlNet.Cli.Classify;

/// <summary>
/// Comma-separated values (RFC 4180), written immediately: a header line, then one record per line. Missing values and NaN are empty.
/// </summary>
internal sealed class CsvOutput : IClassificationOutput
{
    private readonly CsvWriter _csv;
    private readonly bool _compareNaive;
    private readonly int _top;

    /// <param name="output">Where to write.</param>
    /// <param name="compareNaive">Whether to add columns for the naive softmax.</param>
    /// <param name="top">The number of classes that get columns.</param>
    public CsvOutput(TextWriter output, bool compareNaive, int top)
    {
        _csv = CsvWriter.Create(output, leaveOpen: true);
        (_compareNaive, _top) = (compareNaive, top);
        Write("picture", "label", "probability", "accepted", "entropy", "margin");
        for (int i = 1; i <= top; i++)
        {
            Write($"label_{i}", $"probability_{i}", $"logit_{i}");
            if (compareNaive)
            {
                Write($"naive_{i}");
            }
        }
        Write("error");
        EndRecord();
    }

    public void Add(Outcome outcome)
    {
        Classification? c = outcome.Classification;
        Write(outcome.Name, c is { IsAccepted: true } ? c.Label : "", Number(c?.Top[0].Probability), c is null ? "" : c.IsAccepted ? "true" : "false");
        Write(Number(c?.Entropy), Number(c?.Margin));
        for (int i = 0; i < _top; i++)
        {
            ClassScore? score = c?.Top.ElementAtOrDefault(i);
            Write(score?.Label, Number(score?.Probability), Number(score?.Logit));
            if (_compareNaive)
            {
                Write(Number(score?.NaiveProbability));
            }
        }
        Write(outcome.Error);
        EndRecord();
    }

    public void Dispose() => _csv.Dispose();

    private static string? Number(float? value) => value is { } number && float.IsFinite(number) ? number.ToString(CultureInfo.InvariantCulture) : null;

    private void Write(params ReadOnlySpan<string?> fields)
    {
        foreach (string? field in fields)
        {
            _csv.WriteField(field);
        }
    }

    // Flush each record, for programs that read while this one writes.
    private void EndRecord()
    {
        _csv.EndRecord();
        _csv.Flush();
    }
}
