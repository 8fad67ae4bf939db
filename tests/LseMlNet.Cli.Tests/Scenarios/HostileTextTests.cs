namespace LseMlNet.Cli.Tests.Scenarios;

/// <summary>File names and class names that try to control the terminal, or to forge lines of the output.</summary>
public sealed class HostileTextTests : IDisposable
{
    private const string Attack = "x\u001B[2J\u009B1m\u202E\nforged.png: Shirt\r\u0007";

    private readonly TemporaryFolder _folder = new();

    public HostileTextTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not allow such names.");
        File.Copy(Classifier.Picture("bag-1.png"), _folder[$"{Attack}.png"]);
        File.WriteAllText(_folder[$"{Attack}.gif"], "not a picture");
        // A newline ends a name, so it cannot be part of one.
        string label = Attack.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
        File.WriteAllLines(_folder["labels.txt"], Enumerable.Range(0, 10).Select(i => $"{i}{label}"));
        File.Copy(Classifier.Model, _folder[$"{Attack}.onnx"]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, ".", "--labels", "labels.txt")]
    [InlineData(1, ".", "--labels", "labels.txt", "--minimum-probability", "1")]
    [InlineData(1, ".", "--labels", "labels.txt", "--json")]
    [InlineData(1, ".", "--labels", "labels.txt", "--csv")]
    [InlineData(0, "evaluate", "--labels", "labels.txt")]
    [InlineData(0, "evaluate", "--labels", "labels.txt", "--json")]
    [InlineData(0, "evaluate", "--labels", "labels.txt", "--csv")]
    [InlineData(1, "report", ".", "--labels", "labels.txt", "--out", Attack)]
    [InlineData(1, Attack)]
    [InlineData(1, "--model", Attack)]
    [InlineData(1, "--pipeline", Attack)]
    [InlineData(1, "--model", $"{Attack}.onnx", "--size", "3x3")]
    [InlineData(1, "--save", $"missing/{Attack}")]
    [InlineData(1, "evaluate", "--data", Attack)]
    [InlineData(2, "--resize", Attack)]
    [InlineData(2, $"--{Attack}")]
    [InlineData(2, "evaluate", Attack)]
    [InlineData(2, Attack, "evaluate")]
    public void Output_HostileNames_AreShownEscaped(int exitCode, params string[] arguments)
    {
        ProgramRun run = Classifier.Run(_folder, arguments);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(@"x\u001B[2J\u009B1m\u202E", run.Output + run.Error, StringComparison.Ordinal);
        AssertHarmless(run.Output + run.Error);
        Assert.DoesNotContain(run.Output.Split('\n'), line => line.StartsWith("forged", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("classify", ".", "--labels", "labels.txt")]
    [InlineData("evaluate", "--labels", "labels.txt")]
    [InlineData("classify", Attack)]
    public void Terminal_HostileNames_AreShownEscaped(params string[] arguments)
    {
        string output = Classifier.RunOnTerminal(_folder, 300, arguments).Output;

        Assert.Contains(@"x\u001B[2J\u009B1m\u202E", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001B[2J", output, StringComparison.Ordinal);
        Assert.DoesNotContain(output, character => character is '\u0007' or '\u009B' or '\u202E');
    }

    [Fact]
    public void Json_HostileName_IsTheNameItself()
    {
        string line = Classifier.Run(_folder, "--json", $"{Attack}.png").Output;

        Assert.Equal($"{Attack}.png", System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("picture").GetString());
    }

    [Fact]
    public void Csv_Labels_AreNotFormulas()
    {
        File.WriteAllLines(_folder["formulas.txt"], Enumerable.Range(0, 10).Select(i => $"={i}+2"));

        ProgramRun run = Classifier.Run(_folder, "--csv", "--labels", "formulas.txt", Classifier.Picture("bag-1.png"));

        Assert.Contains(",'=8+2,0.999", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(",=", run.Output, StringComparison.Ordinal);
    }

    private static void AssertHarmless(string text) =>
        Assert.DoesNotContain(text, character => (char.IsControl(character) && character != '\n') || character == '\u202E');
}
