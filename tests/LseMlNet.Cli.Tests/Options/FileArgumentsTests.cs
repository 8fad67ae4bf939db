namespace LseMlNet.Cli.Tests.Options;

/// <summary>A shell expands * to the names of files. The person who named the files must not be able to choose the options.</summary>
public sealed class FileArgumentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("@bag.png", "@bag.png")]
    [InlineData("-x.png", "./-x.png")]
    [InlineData("-h.png", "./-h.png")]
    [InlineData("-?", "")]
    [InlineData("--json.png", "./--json.png")]
    [InlineData("--save=victim.png", "./--save=victim.png")]
    [InlineData("--save:victim.png", "./--save:victim.png")]
    [InlineData("--csv=true", "./--csv=true")]
    [InlineData("[suggest:3]", "./[suggest:3]")]
    [InlineData("[diagram]", "./[diagram]")]
    public void Glob_FileNamedLikeAnOption_IsAPicture(string name, string shown)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not allow such names, and its shells do not expand globs.");
        File.Copy(Classifier.Picture("bag-1.png"), _folder[name]);
        File.WriteAllText(_folder["victim.png"], "mine");

        ProgramRun run = Classifier.Run(_folder, name);

        if (shown.Length == 0)
        {
            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.Equal($"error: '{name}' is an option and also the name of a file in this folder; write ./{name} for the file, or run lsemlnet in another folder to use the option.\n", run.Error);
        }
        else
        {
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.StartsWith($"{shown}: Bag\n", run.Output, StringComparison.Ordinal);
        }
        Assert.Equal("mine", File.ReadAllText(_folder["victim.png"]));
    }

    // The contents of the file are options, as in a response file.
    [Fact]
    public void Glob_NameWithAnAt_IsNotExpanded()
    {
        File.WriteAllText(_folder["@bag.png"], "--save\nvictim.txt\n");
        File.WriteAllText(_folder["victim.txt"], "mine");

        ProgramRun run = Classifier.Run(_folder, "@bag.png", ".");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error: @bag.png: this is not a picture", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_folder["victim.txt"]));
    }

    [Theory]
    [InlineData("[suggest:x]"), InlineData("[suggest]"), InlineData("[suggest:99]", "[suggest:x]"), InlineData("[diagram]", "[suggest:x]"), InlineData("[env:A=B]")]
    public void Directive_OtherThanCompletion_IsAName(params string[] arguments)
    {
        ProgramRun run = Classifier.Run(_folder, arguments);

        Assert.InRange(run.ExitCode, 0, 2);
        Assert.DoesNotContain("does not expect", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_NamesLikeOptions_AllAreClassified()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not allow such names.");
        string[] names = ["--json.png", "--save=victim.png", "-h.png", "@bag.png", "[suggest].png"];
        Directory.CreateDirectory(_folder["-pictures"]);
        foreach (string name in names)
        {
            File.Copy(Classifier.Picture("bag-1.png"), _folder[$"-pictures/{name}"]);
        }

        IReadOnlyList<PrintedPicture> pictures = Classifier.Classify(_folder, "-pictures");

        Assert.Equal(names.Select(name => $"./-pictures/{name}"), pictures.Select(picture => picture.Name));
    }

    // An option that takes a path may take one that begins with a dash, and one that takes a number may take a negative one.
    [Fact]
    public void ValueOfAnOption_FileOfThatNameExists_IsStillTheValue()
    {
        File.WriteAllText(_folder["-5"], "");
        File.Copy(Classifier.Labels, _folder["-labels.txt"]);

        Assert.Single(Classifier.Classify(_folder, "--mean", "-5", "--labels", "-labels.txt", Classifier.Picture("bag-1.png")));
    }

    [Fact]
    public void Picture_AfterTwoDashes_IsAFileWhateverItsName()
    {
        File.Copy(Classifier.Picture("bag-1.png"), _folder["--json"]);

        Assert.Equal("--json", Assert.Single(Classifier.Classify(_folder, "--", "--json")).Name);
    }
}
