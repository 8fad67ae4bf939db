namespace LseMlNet.Cli.Tests.Evaluate;

/// <summary>Held-out pictures as a folder for each class, or as a CSV file.</summary>
public sealed class HeldOutFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Evaluate_FolderForEachClass_CountsTheRightAnswers()
    {
        // A class is a name, in any case, or a number.
        CopyTo("data/Bag", "bag-1", "bag-2");
        CopyTo("data/trouser", "trouser-1", "trouser-2");
        CopyTo("data/1", "trouser-1", "bag-1");
        File.WriteAllText(_folder["data/Bag/notes.txt"], "");

        ProgramRun run = Classifier.Run(_folder, "evaluate", "--data", "data");

        Assert.Equal((0, $"note: {Path.Combine("data", "Bag")}: 1 entry of the folder skipped\n"), (run.ExitCode, run.Error));
        // Five of six: the bag in the folder 1, which is Trouser.
        Assert.Contains("6 held-out pictures of 28x28 in 10 classes: accuracy 0.8333", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_Csv_EqualsFolders()
    {
        CopyTo("data/Bag", "bag-1", "bag-2");
        CopyTo("data/Trouser", "trouser-1", "trouser-2");
        File.WriteAllText(_folder["data.csv"], "label,file\nBag,data/Bag/bag-1.png\nBag,data/Bag/bag-2.png\nTrouser,data/Trouser/trouser-1.png\nTrouser,data/Trouser/trouser-2.png\n");

        ProgramRun folders = Classifier.Run(_folder, "evaluate", "--data", "data");
        ProgramRun csv = Classifier.Run(_folder, "evaluate", "--data", "data.csv");

        Assert.Equal(0, csv.ExitCode);
        Assert.Equal(folders, csv);
    }

    [Fact]
    public void Evaluate_FoldersThatAreNotClasses_AreListed()
    {
        CopyTo("data/Bag", "bag-1", "bag-2");
        CopyTo("data/cat", "trouser-1");
        CopyTo("data/dog", "trouser-2");

        Assert.Equal(
            (1, "error: data folder 'data' has classes, 2 that the model does not have: cat, dog; " +
                "expected the names in --labels, such as T-shirt/top, Trouser, Pullover, or their numbers from 0 to 9\n"),
            Result(Classifier.Run(_folder, "evaluate", "--data", "data")));
    }

    [Fact]
    public void Evaluate_PictureThatCannotBeUsed_IsReportedAndLeftOut()
    {
        CopyTo("data/Bag", "bag-1", "bag-2");
        CopyTo("data/Trouser", "trouser-1", "trouser-2");
        File.WriteAllText(_folder["data/Bag/broken.png"], "not a picture");

        ProgramRun run = Classifier.Run(_folder, "evaluate", "--data", "data");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"error: {Path.Combine("data", "Bag", "broken.png")}: this is not a picture;", run.Error, StringComparison.Ordinal);
        Assert.Contains("4 held-out pictures of 28x28 in 10 classes: accuracy 1.0000", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name,class\na.png,Bag\n", "has the columns name, class; expected 'file' and 'label' in its first line")]
    [InlineData("file,label\na.png,Bag\n", "has 1 pictures; expected 4 or more, because one half of them calibrates the other")]
    public void Evaluate_UnusableCsv_SaysWhatIsExpected(string csv, string message)
    {
        File.WriteAllText(_folder["data.csv"], csv);

        ProgramRun run = Classifier.Run(_folder, "evaluate", "--data", "data.csv");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_FolderForEachClass_IsEvaluated()
    {
        CopyTo("data/Bag", "bag-1", "bag-2");
        CopyTo("data/Trouser", "trouser-1", "trouser-2");

        ProgramRun run = Classifier.Run(_folder, "report", "--data", "data", Classifier.Picture("bag-1.png"));

        Assert.Equal((0, "report.html: 1 answered, 0 refused, 0 not usable; 4 held-out pictures evaluated.\n"), (run.ExitCode, run.Output));
    }

    private static (int, string) Result(ProgramRun run) => (run.ExitCode, run.Error);

    private void CopyTo(string folder, params string[] names)
    {
        Directory.CreateDirectory(_folder[folder]);
        foreach (string name in names)
        {
            File.Copy(Classifier.Picture($"{name}.png"), Path.Combine(_folder[folder], $"{name}.png"));
        }
    }
}
