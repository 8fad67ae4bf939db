using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using LseMlNet.Files;
using LseMlNet.Files.Rows;
using LseMlNet.Files.Writing;

namespace LseMlNet.Cli.Tests.Score;

public sealed partial class ScoreCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ScoreCommandTests() => File.WriteAllLines(_folder["x.csv"], ["cat,dog,fox", "1,2,3", "1000,1001,1002", "0,-inf,0"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Score_WithoutOptions_PrintsProbabilities() => Assert.Equal(
        (0, "{\"softmax\":[0.0900,0.2447,0.6652]}\n{\"softmax\":[0.0900,0.2447,0.6652]}\n{\"softmax\":[0.5000,0,0.5000]}\n", ""),
        Run("score", "x.csv"));

    [Fact]
    public void Score_EveryOutput_HasItsColumns() => Assert.Equal(
        (0, """
            softmax_cat,softmax_dog,softmax_fox,log_softmax_cat,log_softmax_dog,log_softmax_fox,log_sum_exp,entropy,margin,label,top_label_0,top_label_1,top_probability_0,top_probability_1
            0.0900,0.2447,0.6652,-2.4076,-1.4076,-0.4076,3.4076,0.8324,1,2,2,1,0.6652,0.2447
            0.0900,0.2447,0.6652,-2.4076,-1.4076,-0.4076,1002.4076,0.8324,1,2,2,1,0.6652,0.2447
            0.5000,0,0.5000,-0.6931,-Infinity,-0.6931,0.6931,0.6931,0,0,0,2,0.5000,0.5000

            """, ""),
        Run("score", "x.csv", "--format", "csv", "--softmax", "--log-softmax", "--log-sum-exp", "--entropy", "--margin", "--label", "--top-k", "2"));

    [Theory]
    [InlineData("y.npy")]
    [InlineData("y.npz")]
    [InlineData("y.parquet")]
    [InlineData("y.arrow")]
    [InlineData("y.arrows")]
    [InlineData("y.csv")]
    [InlineData("y.ndjson")]
    [InlineData("y.idv")]
    public void Score_AnyFormat_IsReadAgain(string name)
    {
        Assert.Equal((0, "", ""), Run("score", "x.csv", "--log-softmax", "--temperature", "0.5", "--out", name));

        // The logarithm of 0 is null in JSON, which has no infinity.
        File.WriteAllText(_folder["finite.csv"], "1,2,3\n");
        Assert.Equal((0, "", ""), Run("score", "finite.csv", "--log-softmax", "--out", name));
        Assert.Equal((0, "{\"softmax\":[0.0900,0.2447,0.6652]}\n", ""), Run("score", name));
    }

    [Fact]
    public void Score_StandardInput_GoesToStandardOutput()
    {
        Run("score", "x.csv", "--softmax", "--out", "y.npy");
        string command = $"'{BuiltProgram.Dotnet}' exec '{BuiltProgram.PathOf("LseMlNet.Cli")}' score";
        ProgramRun run = BuiltProgram.RunCommand("sh", ["-c", $"cat x.csv | {command} - --format parquet | {command} - --format npy | {command} - --format arrows | {command} - --label"], _folder.FullName);

        Assert.Equal((0, "{\"label\":2}\n{\"label\":2}\n{\"label\":0}\n", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void Score_Tensor_NeedsAClassAxis()
    {
        File.WriteAllText(_folder["t.ndjson"], "[[1,2],[1,4],[5,6]]\n");

        Assert.Equal((1, "", "error: the rows have the shape [3, 2]; set --class-axis to the axis of the classes, 0 to 1, or -1 for the last\n"), Run("score", "t.ndjson"));
        Assert.Equal((1, "", "error: --class-axis is 2, but the rows have the shape [3, 2]; expected -2 to 1\n"), Run("score", "t.ndjson", "--class-axis", "2"));
        Assert.Equal((0, "{\"label\":[2,2],\"top_label\":[[2,2],[0,1]],\"top_probability\":[[0.9647,0.8668],[0.0177,0.1173]]}\n", ""), Run("score", "t.ndjson", "--class-axis", "0", "--label", "--top-k", "2"));
        Assert.Equal((0, "{\"label\":[1,1,1]}\n", ""), Run("score", "t.ndjson", "--class-axis", "-1", "--label"));
    }

    [Theory]
    [InlineData("1,2\n3,nan\n", "x.csv: row 1 (counted from 0), class 1: it is NaN; expected a number")]
    [InlineData("a,b\n1,2\n3,inf\n", "x.csv: row 1 (counted from 0), class 'b': it is +∞; expected a number")]
    [InlineData("1,2\n-inf,-inf\n", "x.csv: row 1 (counted from 0): all its logits are -∞; expected a number for at least one class")]
    [InlineData("1,2\n3\n", "x.csv: row 1 (counted from 0): it has 1 fields; expected 2, as in the first line")]
    [InlineData("a,1\n1,2\n", "x.csv: its first line, a,1, may be the names of the columns or a row; say which (--header yes or --header no)")]
    public void Score_BadRow_NamesItAndWritesNothing(string text, string error)
    {
        File.WriteAllText(_folder["x.csv"], text);
        File.WriteAllText(_folder["y.csv"], "before\n");

        Assert.Equal((1, "", $"error: {error}\n"), Run("score", "x.csv", "--out", "y.csv"));
        Assert.Equal("before\n", File.ReadAllText(_folder["y.csv"]));
        Assert.Equal(["x.csv", "y.csv"], Directory.GetFiles(_folder.FullName).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("score", "x.csv", "--out", "y.unknown", "--out is 'y.unknown', whose extension is not that of a format; set --format to one of npy, npz, parquet, arrow, arrows, csv, ndjson, idv")]
    [InlineData("score", "none.csv", "none.csv: there is no such file")]
    [InlineData("score", "n*.csv", "n*.csv: no file has such a name")]
    [InlineData("score", "x.csv", "--out", "x.csv", "'x.csv' cannot be written: this would destroy the input 'x.csv'; choose another name for --out")]
    [InlineData("score", "x.csv", "--softmax", "--label", "--out", "y.npy", "a file of npy holds one array, but the outputs are softmax, label; write npz or another format")]
    public void Score_Unusable_SaysWhy(params string[] words)
    {
        Assert.Equal((1, "", $"error: {words[^1]}\n"), Run(words[..^1]));
    }

    [Theory]
    [InlineData("score", "x.csv", "--top-k", "0", "--top-k is '0'; expected a number, 1 or more.")]
    [InlineData("score", "x.csv", "--temperature", "0", "--temperature is '0'; expected a positive number.")]
    [InlineData("score", "x.csv", "--sofmax", "There is no option '--sofmax'; --help lists the options.")]
    [InlineData("score", "-", "x.csv", "- is the standard input, which cannot be combined with files; give only one of them.")]
    public void Score_WrongUsage_SaysWhy(params string[] words) => Assert.Equal((2, "", $"error: {words[^1]}\n"), Run(words[..^1]));

    [Fact]
    public void Score_Shards_AreTheWholeInTheOrderOfTheirNames()
    {
        for (int shard = 1; shard <= 5; shard++)
        {
            Assert.Equal((0, "", ""), Run("score", "x.csv", "--label", "--out", "y.ndjson", "--shard", $"{shard}/5"));
        }

        Assert.Equal(
            "{\"label\":2}\n{\"label\":2}\n{\"label\":0}\n",
            string.Concat(Directory.GetFiles(_folder.FullName, "y-*-of-5.ndjson").Order(StringComparer.Ordinal).Select(File.ReadAllText)));
    }

    [Fact]
    public void Score_FileOfAnotherKind_NeedsForce()
    {
        File.WriteAllText(_folder["y.npy"], "notes");

        Assert.Equal((1, "", "error: 'y.npy' cannot be written: a file of another kind is there; choose another name for --out, or add --force to replace the file\n"), Run("score", "x.csv", "--out", "y.npy"));
        Assert.Equal((0, "", ""), Run("score", "x.csv", "--out", "y.npy", "--force"));
    }

    // 160 MB of logits through a heap of 48 MB.
    [Fact]
    public void Score_FileLargerThanTheHeap_Passes()
    {
        const int Rows = 400_000;
        OutputColumn[] columns = [new("logits", ElementKind.Single, [100])];
        var block = new OutputBlock(columns);
        block.SetCount(Rows / 100);
        using (FileStream stream = File.Create(_folder["large.npy"]))
        {
            TableWriter.Write(LogitsFileFormat.Npy, stream, new OutputTable(columns, Rows, Enumerable.Repeat(block, 100)));
        }

        var start = new ProcessStartInfo(BuiltProgram.Dotnet, ["exec", BuiltProgram.PathOf("LseMlNet.Cli"), "score", "large.npy", "--out", "y.npy"]) { WorkingDirectory = _folder.FullName, RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = $"{48 << 20:X}";
        using Process process = Process.Start(start)!;
        Assert.Equal("", process.StandardError.ReadToEnd());
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(new FileInfo(_folder["large.npy"]).Length, new FileInfo(_folder["y.npy"]).Length);
    }

    private (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        ProgramRun run = Classifier.Run(_folder, arguments);
        return (run.ExitCode, Fraction().Replace(run.Output, number => double.Parse(number.Value, CultureInfo.InvariantCulture).ToString("F4", CultureInfo.InvariantCulture)), run.Error);
    }

    // The last digits depend on the processor.
    [GeneratedRegex(@"-?\d+\.\d+")]
    private static partial Regex Fraction();
}
