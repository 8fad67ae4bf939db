using System.Globalization;
using System.Text.RegularExpressions;

namespace LseMlNet.Cli.Tests.Support;

/// <summary>What the program printed about one picture.</summary>
internal sealed partial record PrintedPicture(string Name, string Label, IReadOnlyList<PrintedClass> Classes)
{
    /// <summary>Reads the whole output; fails if a line does not have the expected layout.</summary>
    public static IReadOnlyList<PrintedPicture> ReadAll(string output)
    {
        string[] blocks = output.Split("\n\n");
        Assert.Matches(@"^Pictures classified: \d+\.", blocks[^1]);
        return [.. blocks[..^1].Select(Read)];
    }

    private static PrintedPicture Read(string block)
    {
        string[] lines = block.Split('\n');
        Match title = Title().Match(lines[0]);
        Assert.True(title.Success, $"No title: '{lines[0]}'");
        return new PrintedPicture(title.Groups["name"].Value, title.Groups["label"].Value, [.. lines[1..].Select(PrintedClass.Read)]);
    }

    [GeneratedRegex(@"^(?<name>.+): (?<label>.+)$")]
    private static partial Regex Title();
}

/// <summary>The line of a class, with shares of 1 instead of percentages.</summary>
internal sealed partial record PrintedClass(string Label, double Probability, string Bar, double Logit, double? Naive)
{
    public static PrintedClass Read(string line)
    {
        Match match = Layout().Match(line);
        Assert.True(match.Success, $"Unexpected layout: '{line}'");
        Assert.True(line.Length <= 100, $"{line.Length} columns: '{line}'");
        string naive = match.Groups["naive"].Value;
        return new PrintedClass(
            match.Groups["label"].Value.TrimEnd(),
            Share(match.Groups["probability"].Value),
            match.Groups["bar"].Value.TrimEnd(),
            double.Parse(match.Groups["logit"].Value, CultureInfo.InvariantCulture),
            naive.Length == 0 ? null : Share(naive));
    }

    private static double Share(string percent) =>
        percent.EndsWith("NaN", StringComparison.Ordinal)
            ? double.NaN
            : double.Parse(percent.TrimEnd('%', ' '), CultureInfo.InvariantCulture) / 100;

    [GeneratedRegex(@"^  (?<label>.{22})  (?<probability>[ \d]{3}\.\d\d %|     NaN)  (?<bar>█*[▏▎▍▌▋▊▉]? *(?<=  .{22}  .{8}  .{28}))  logit (?<logit>[ \d-]{6}\.\d\d)(  naive (?<naive>[ \d]{3}\.\d\d %|     NaN))?$")]
    private static partial Regex Layout();
}
