using System.Globalization;
using System.Text.RegularExpressions;

namespace LseMlNet.Cli.Tests.Support;

/// <summary>The output of the command; numbers are found by the text before them on their line.</summary>
internal sealed partial class PrintedEvaluation
{
    private readonly string[] _lines;

    private PrintedEvaluation(string output) => _lines = output.Split('\n');

    public string Text => string.Join('\n', _lines);

    /// <summary>Runs the command, which must succeed.</summary>
    public static PrintedEvaluation Run(TemporaryFolder folder, params string[] arguments)
    {
        ProgramRun run = Classifier.Run(folder, ["evaluate", .. arguments]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 100, $"{line.Length} columns: '{line}'"));
        return new PrintedEvaluation(run.Output);
    }

    /// <summary>The numbers of the line with this name; null for a dash.</summary>
    public double?[] Row(string name, int table = 0) =>
        Numbers(_lines.Where(line => line.StartsWith($"  {name} ", StringComparison.Ordinal)).ElementAt(table)[(name.Length + 2)..]);

    public double Temperature(int table = 0) =>
        Numbers(_lines.Where(line => line.StartsWith("Temperature: ", StringComparison.Ordinal)).ElementAt(table).Split(' ')[1]
            .TrimEnd(','))[0]!.Value;

    /// <summary>The lines below the line with this title, up to an empty line.</summary>
    public string[] Section(string title) =>
        [.. _lines.SkipWhile(line => !line.StartsWith(title, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.Length > 0)];

    public static double?[] Numbers(string text) =>
        [.. Number().Matches(text).Select(match => match.Value == "–" ? (double?)null : double.Parse(match.Value,
            CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"(?<= |^)([\d,]+(\.\d+)?|NaN|–)(?= |$)")]
    private static partial Regex Number();
}
