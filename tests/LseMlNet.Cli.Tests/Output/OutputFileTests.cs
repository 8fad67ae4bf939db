namespace LseMlNet.Cli.Tests.Output;

/// <summary>No output destroys an input or a file of another kind.</summary>
public sealed class OutputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OutputFileTests()
    {
        File.Copy(Classifier.Picture("bag-1.png"), _folder["in.png"]);
        File.Copy(Classifier.Model, _folder["my.onnx"]);
        File.Copy(Classifier.Labels, _folder["labels.txt"]);
        Directory.CreateDirectory(_folder["pictures"]);
        File.Copy(Classifier.Picture("bag-1.png"), _folder["pictures/in.png"]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("in.png", "report", "in.png", "--out", "in.png")]
    [InlineData("in.png", "report", "in.png", "--out", "in.png", "--force")]
    [InlineData("pictures/in.png", "report", "pictures", "--out", "pictures/in.png", "--force")]
    [InlineData("my.onnx", "--model", "my.onnx", "--save", "my.onnx", "--force", "in.png")]
    [InlineData("labels.txt", "--labels", "labels.txt", "--save", "labels.txt", "--force", "in.png")]
    [InlineData("in.png", "in.png", "--save", "in.png", "--force")]
    [InlineData("my.onnx", "report", "--model", "my.onnx", "--out", "my.onnx", "--force")]
    [InlineData("labels.txt", "report", "--labels", "labels.txt", "--out", "./pictures/../labels.txt", "--force")]
    public void Check_OutputIsAnInput_RefusedAndUnchanged(string input, params string[] arguments) =>
        AssertRefused("this would destroy the input ", input, arguments);

    [Theory]
    [InlineData("a link to the file", "link.png")]
    [InlineData("a link to a link", "link-to-link.png")]
    [InlineData("a link to the folder", "folder-link/in.png")]
    [InlineData("a spelling with dots", "./pictures/.././in.png")]
    [InlineData("a full path", "")]
    public void Check_OutputIsAnInputByAnotherPath_RefusedAndUnchanged(string way, string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need privileges on Windows.");
        File.CreateSymbolicLink(_folder["link.png"], "in.png");
        File.CreateSymbolicLink(_folder["link-to-link.png"], _folder["link.png"]);
        Directory.CreateSymbolicLink(_folder["folder-link"], ".");
        path = path.Length == 0 ? _folder["in.png"] : path;

        AssertRefused("this would destroy the input ", "in.png", ["report", "in.png", "--out", path, "--force"], way);
        AssertRefused("this would destroy the input ", "in.png", ["report", path, "--out", "in.png", "--force"], way);
    }

    [Fact]
    public void Check_PipelineIsTheOutputOfAReport_Refused()
    {
        Classifier.Classify(_folder, "--save", "p.zip", "in.png");

        AssertRefused("this would destroy the input 'p.zip'", "p.zip", ["report", "--pipeline", "p.zip", "in.png", "--out", "p.zip"]);
    }

    [Theory]
    [InlineData("images-idx3-ubyte.gz")]
    [InlineData("labels-idx1-ubyte.gz")]
    public void Check_HeldOutDataIsTheOutput_Refused(string file)
    {
        foreach (string name in new[] { "images-idx3-ubyte.gz", "labels-idx1-ubyte.gz" })
        {
            File.Copy(Repository.PathOf("src", "LseMlNet.Cli", "Evaluate", "HeldOut", name), _folder[name]);
        }

        AssertRefused("this would destroy the input ", file, ["report", "--data", ".", "--out", file, "--force", "in.png"]);
    }

    [Theory]
    [InlineData("notes.txt", "report", "--out", "notes.txt", "in.png")]
    [InlineData("notes.txt", "--save", "notes.txt", "in.png")]
    [InlineData("pictures/in.png", "--save", "pictures/in.png", "in.png")]
    [InlineData("photos.zip", "--save", "photos.zip", "in.png")]
    [InlineData("page.html", "--save", "page.html", "in.png")]
    public void Check_FileOfAnotherKind_RefusedWithoutForce(string file, params string[] arguments)
    {
        File.WriteAllText(_folder["notes.txt"], "mine");
        File.WriteAllText(_folder["page.html"], "<!DOCTYPE html>");
        using (var archive = System.IO.Compression.ZipFile.Open(_folder["photos.zip"], System.IO.Compression.ZipArchiveMode.Create))
        {
            archive.CreateEntry("photo.jpg");
        }

        AssertRefused("a file of another kind is there", file, arguments);

        ProgramRun forced = Classifier.Run(_folder, [.. arguments, "--force"]);
        Assert.Equal((0, ""), (forced.ExitCode, forced.Error));
    }

    [Theory]
    [InlineData("report", "--out", "old", "in.png")]
    [InlineData("--save", "old", "in.png")]
    public void Check_FileOfTheSameKindOrEmpty_Replaced(params string[] arguments)
    {
        File.WriteAllText(_folder["old"], "");

        for (int round = 0; round < 2; round++)
        {
            ProgramRun run = Classifier.Run(_folder, arguments);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.NotEqual(0, new FileInfo(_folder["old"]).Length);
        }
    }

    private void AssertRefused(string why, string file, string[] arguments, string way = "")
    {
        byte[] before = File.ReadAllBytes(_folder[file]);

        ProgramRun run = Classifier.Run(_folder, arguments);

        Assert.True((run.ExitCode, run.Output) == (1, ""), $"{way}: {run}");
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(character => character == '\n'));
        Assert.Equal(before, File.ReadAllBytes(_folder[file]));
    }
}
