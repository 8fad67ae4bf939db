using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LseMlNet.Cli.Classify;

/// <summary>Tables for a terminal, written at the end: the answered pictures, then the refused ones.</summary>
internal sealed class TableOutput(IAnsiConsole terminal, bool compareNaive, float minimumProbability) : IClassificationOutput
{
    // The width of all columns except the bar.
    private const int OtherColumns = 68;

    private readonly List<Classification> _answered = [];
    private readonly List<Classification> _refused = [];
    private int _errors;

    private int BarWidth => Math.Clamp(terminal.Profile.Width - OtherColumns - (compareNaive ? 11 : 0), 8, 28);

    public void Add(Outcome outcome)
    {
        if (outcome.Classification is not { } classification)
        {
            _errors++;
        }
        else
        {
            (classification.IsAccepted ? _answered : _refused).Add(classification);
        }
    }

    public void Dispose()
    {
        string minimum = minimumProbability.ToString(CultureInfo.InvariantCulture);
        Write("", _answered, Color.Green);
        Write($"Refused: no class has a probability of {minimum}", _refused, Color.Yellow);

        var summary = new Paragraph($"{_answered.Count} answered", Color.Green);
        if (minimumProbability > 0)
        {
            summary.Append($", {_refused.Count} refused", Color.Yellow);
        }

        if (_errors > 0)
        {
            summary.Append($", {_errors} unusable: see the errors", Color.Red);
        }

        if (compareNaive)
        {
            summary.Append(
                $"; naive softmax gives NaN for {_answered.Concat(_refused).Count(classification => classification.HasNaiveNaN)}");
        }

        terminal.Write(summary.Append("\n"));
    }

    private void Write(string title, List<Classification> classifications, Color color)
    {
        if (classifications.Count == 0)
        {
            return;
        }

        if (title.Length > 0)
        {
            terminal.Write(new Text($"{title}\n", color));
        }

        Table table = new Table().Border(TableBorder.Horizontal).BorderColor(Color.Grey).ShowRowSeparators()
            .AddColumn("Picture").AddColumn("Classes", column => column.NoWrap()).AddColumn("", column => column.NoWrap());
        foreach (string name in (string[])["", .. compareNaive ? ["naive"] : Array.Empty<string>(), "Entropy", "Margin"])
        {
            table.AddColumn(name, column => column.RightAligned().NoWrap());
        }

        foreach (Classification classification in classifications)
        {
            IReadOnlyList<ClassScore> top = classification.Top;
            List<IRenderable> cells =
            [
                new Text(Printable.Line(classification.Picture)),
                Lines(top, color, score => Printable.Line(score.Label)),
                Lines(top, color, score => Bar.Draw(score.Probability, BarWidth).PadRight(BarWidth)),
                Lines(top, Color.Default, score => Numbers.Percent(score.Probability)),
            ];
            if (compareNaive)
            {
                cells.Add(Lines(top, Color.Default, score => Numbers.Percent(score.NaiveProbability)));
            }

            cells.Add(new Text(classification.Entropy.ToString("F3", CultureInfo.InvariantCulture)));
            cells.Add(new Text(classification.Margin.ToString("F2", CultureInfo.InvariantCulture)));
            table.AddRow(cells);
        }
        terminal.Write(table);
    }

    // One line per class; the first is the answer.
    private static Paragraph Lines(IReadOnlyList<ClassScore> top, Color first, Func<ClassScore, string> text)
    {
        var lines = new Paragraph { Overflow = Overflow.Ellipsis };
        for (int i = 0; i < top.Count; i++)
        {
            lines.Append(i == 0 ? text(top[i]) : $"\n{text(top[i])}", i == 0 ? first : Color.Grey);
        }

        return lines;
    }
}
