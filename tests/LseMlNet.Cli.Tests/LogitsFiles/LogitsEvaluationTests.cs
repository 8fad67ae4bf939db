using System.Globalization;
using System.Text.Json;

namespace LseMlNet.Cli.Tests.LogitsFiles;

public sealed class LogitsEvaluationTests : IDisposable
{
    private const int Rows = 200;

    private static readonly string[] Npy = ["--logits", "logits.npy", "--labels", "labels.npy"];

    private readonly TemporaryFolder _folder = new();
    private readonly float[][] _logits;
    private readonly int[] _labels;

    public LogitsEvaluationTests() => (_logits, _labels) = NpyLogits.Write(_folder, Rows);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Evaluate_Npy_FiguresOfTheFormulas()
    {
        IReadOnlyDictionary<string, double> figures = Metrics(["evaluate", "--json", .. Npy]);

        Assert.Equal(_logits.Zip(_labels, (row, label) => Math.Log(row.Sum(x => Math.Exp(x))) - row[label]).Average(), figures["log-loss (nats)"], 1e-6);
        Assert.Equal(_logits.Zip(_labels, (row, label) => row.Max() == row[label] ? 1.0 : 0).Average(), figures["accuracy"], 1e-12);
        Assert.Equal((Rows, 0), (figures["rows included"], figures["rows left out"]));
    }

    [Fact]
    public void Evaluate_Csv_FiguresOfNpy()
    {
        NpyLogits.WriteCsv(_folder["rows.csv"], _logits, _labels);

        Assert.Equal(Metrics(["evaluate", "--json", .. Npy]), Metrics("evaluate", "--json", "--logits", "rows.csv", "--label-column", "label"));
    }

    // With 300 shards of 200 rows, a third of the shards are empty. Separate processes would take
    // minutes, so this process writes the parts.
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(7), InlineData(64), InlineData(300)]
    public void Merge_PartsInAnyOrder_BytesOfOneProcess(int shards)
    {
        string[] parts = Parts(shards, csv: false);
        new Random(shards).Shuffle(parts);

        Assert.Equal(Classifier.Run(_folder, ["evaluate", "--json", .. Npy]), Classifier.Run(_folder, ["merge", "--json", .. parts]));
    }

    // CSV is divided by bytes, not by rows.
    [Fact]
    public void Merge_PartsOfCsv_BytesOfOneProcess()
    {
        NpyLogits.WriteCsv(_folder["rows.csv"], _logits, _labels);

        Assert.Equal(
            Classifier.Run(_folder, "evaluate", "--csv", "--logits", "rows.csv", "--label-column", "label"),
            Classifier.Run(_folder, ["merge", "--csv", .. Parts(7, csv: true)]));
    }

    [Fact]
    public void Merge_PartOfOtherFiles_IsRefused()
    {
        string[] parts = Parts(2, csv: false);
        NpyLogits.Write(_folder, Rows + 1);
        string[] others = Parts(2, csv: false);
        File.Move(others[0], _folder["other.bin"]);
        NpyLogits.Write(_folder, Rows);
        Parts(2, csv: false);

        ProgramRun run = Classifier.Run(_folder, "merge", "other.bin", parts[1]);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("is of another job than 'other.bin': its files is 'logits.npy of 4128 bytes, labels.npy of 928 bytes', not 'logits.npy of ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_ClassNames_NameTheMistakes()
    {
        File.WriteAllLines(_folder["names.txt"], ["ant", "bee", "cow", "dog", "eel"]);

        ProgramRun run = Classifier.Run(_folder, ["evaluate", .. Npy, "--class-names", "names.txt"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("200 rows of logits in 5 classes\n  log-loss (nats) ", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\nMost frequent mistakes\n +\d+  (ant|bee|cow|dog|eel) taken for (ant|bee|cow|dog|eel)\n", run.Output);
    }

    [Theory]
    [InlineData("--logits needs the true classes: add --labels labels.npy, or --label-column if they are in the same file.", "evaluate", "--logits", "logits.npy")]
    [InlineData("--model cannot be combined with --logits, which needs neither a model nor pictures; remove one of them.", "evaluate", "--logits", "x.npy", "--labels", "y.npy", "--model", "m.onnx")]
    [InlineData("--data cannot be combined with --logits", "calibrate", "--logits", "x.npy", "--labels", "y.npy", "--data", ".")]
    [InlineData("--label-column is about files of logits; add --logits, or remove it.", "evaluate", "--label-column", "y")]
    [InlineData("--class-axis is 'x'; expected a whole number, as in 0 or -1.", "evaluate", "--logits", "x.npy", "--labels", "y.npy", "--class-axis", "x")]
    [InlineData("--logits cannot be combined with --partial", "calibrate", "--logits", "x.npy", "--labels", "y.npy", "--partial", "p.bin")]
    public void Options_Wrong_NamesTheOption(string message, params string[] arguments)
    {
        ProgramRun run = Classifier.Run(_folder, arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none.npy", "labels.npy", "none.npy")]
    [InlineData("logits.npy", "none.npy", "none.npy")]
    [InlineData("logits.npy", "logits.npy", "logits.npy")]
    [InlineData("labels.npy", "labels.npy", "labels.npy")]
    public void Files_Unusable_NamesThem(string logits, string labels, string named)
    {
        ProgramRun run = Classifier.Run(_folder, "evaluate", "--logits", logits, "--labels", labels);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Matches($"^error: --logits '{logits}' cannot be used: .*{named}", run.Error);
        Assert.DoesNotContain("LoadLogits", run.Error, StringComparison.Ordinal);
    }

    private string[] Parts(int shards, bool csv)
    {
        var request = csv
            ? new Cli.LogitsFiles.LogitsFilesRequest([_folder["rows.csv"]], null, "label", null, null, 15)
            : new Cli.LogitsFiles.LogitsFilesRequest([_folder["logits.npy"]], _folder["labels.npy"], null, null, null, 15);
        Cli.Shards.Shard[] all = [.. Enumerable.Range(1, shards).Select(number => new Cli.Shards.Shard(number, shards))];
        return
        [
            .. all.Select(shard =>
            {
                string file = shard.FileFor(_folder["part.bin"]);
                Assert.Equal(0, Cli.LogitsFiles.LogitsEvaluation.WritePart(request, new Cli.Shards.PartTarget(file, shard), new Cli.Output.Messages()));
                return file;
            }),
        ];
    }

    private Dictionary<string, double> Metrics(params string[] arguments)
    {
        ProgramRun run = Classifier.Run(_folder, arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(figure => figure.GetProperty("section").GetString() == "metrics")
            .ToDictionary(figure => figure.GetProperty("figure").GetString()!, figure => double.Parse(figure.GetProperty("value").GetRawText(), CultureInfo.InvariantCulture));
    }
}
