namespace LseMlNet.Cli.Tests.Classify;

public sealed class AnswersFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("answers.ndjson", "--json"), InlineData("answers.csv", "--csv")]
    public void Out_ItsExtension_TellsTheForm(string file, string form)
    {
        ProgramRun run = Classifier.Run(_folder, "--out", file, Classifier.PictureFolder);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Equal(
            Classifier.Run(_folder, form, Classifier.PictureFolder).Output, File.ReadAllText(_folder[file]).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Out_Shards_AreTheWholeInOrder()
    {
        string[] work = [Classifier.Picture("bag-1.png"), "none.png", Classifier.Picture("shirt-1.png")];
        foreach (int number in new[] { 3, 1, 4, 2 })
        {
            Classifier.Run(_folder, ["--out", "a.json", "--shard", $"{number}/4", .. work]);
        }

        string[] shards = [.. Enumerable.Range(1, 4).Select(number => File.ReadAllText(_folder[$"a-{number}-of-4.json"]))];
        Assert.Equal("", shards[0]);
        Assert.Equal(Classifier.Run(_folder, ["--json", .. work]).Output, string.Concat(shards).ReplaceLineEndings("\n"));
    }

    // A repeated task replaces its own file.
    [Fact]
    public void Out_AgainAndOverAnotherFile_ReplacesOnlyItsOwn()
    {
        string[] again = ["--out", "a.csv", Classifier.Picture("bag-1.png")];
        Assert.Equal(0, Classifier.Run(_folder, again).ExitCode);
        Assert.Equal(0, Classifier.Run(_folder, again).ExitCode);
        File.WriteAllText(_folder["a.csv"], "mine");

        ProgramRun run = Classifier.Run(_folder, again);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("answers 'a.csv' cannot be written: a file of another kind is there", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_folder["a.csv"]));
    }

    [Fact]
    public void Out_Interrupted_IsNotWritten()
    {
        ProgramRun run = Classifier.Interrupt(
            _folder, null, ["--out", "a.csv", "none", .. Enumerable.Repeat(Classifier.PictureFolder, 5000)]);

        Assert.Equal(130, run.ExitCode);
        Assert.EndsWith("note: answers 'a.csv' are not written, because they would be incomplete\n", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void Out_UnknownExtension_AsksForTheForm()
    {
        ProgramRun run = Classifier.Run(_folder, "--out", "a.txt");

        Assert.Equal(
            (2, "error: --out is 'a.txt'; expected a name that ends in .csv, .json, .jsonl or .ndjson, or --json or --csv.\n"),
            (run.ExitCode, run.Error));
        Assert.Equal(0, Classifier.Run(_folder, "--out", "a.txt", "--csv").ExitCode);
    }
}
