namespace LseMlNet.Examples.Tests.ImageClassifier;

public class ImageClassifierTests
{
    private static readonly string Example = Repository.PathOf("examples", "ImageClassifier");

    private static readonly string ShippedPictures =
        Repository.PathOf("tests", "LseMlNet.Examples.Tests", "ImageClassifier", "shipped-pictures.txt");

    // What is printed for bag-1.png.
    private const string Bag =
        """
        bag-1.png: Bag
          Bag                      99.96 %  ████████████████████████████  logit      9.72
          Shirt                     0.02 %                                logit      1.12
          T-shirt/top               0.01 %                                logit      0.69


        """;

    [Fact]
    public void Run_NoArguments_PrintsTheShippedPictures()
    {
        using var folder = new TemporaryFolder();

        ProgramRun run = Run(folder.FullName);

        Assert.Equal("", run.Error);
        Assert.Equal(File.ReadAllText(ShippedPictures).ReplaceLineEndings("\n"), run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void Run_Folder_ClassifiesItsPicturesByName()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["mine"]);
        foreach (string name in (string[])["trouser-1.png", "bag-1.png"])
        {
            File.Copy(Path.Combine(Example, "Pictures", name), Path.Combine(folder["mine"], name));
        }
        File.WriteAllText(Path.Combine(folder["mine"], "notes.txt"), "not a picture");

        ProgramRun run = Run(folder.FullName, "mine");

        Assert.Equal("", run.Error);
        Assert.StartsWith(
            $"{Path.Combine("mine", Bag)}{Path.Combine("mine", "trouser-1.png")}: Trouser\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nPictures classified: 2.\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("missing.png", "there is no such file or folder")]
    [InlineData("missing/bag-1.png", "there is no such file or folder")]
    [InlineData("", "there is no such file or folder")]
    [InlineData("@arguments.png", "there is no such file or folder")]
    [InlineData("notes.png", "this is not a picture")]
    [InlineData("empty.png", "this is not a picture")]
    [InlineData("damaged.png", "this picture is damaged")]
    [InlineData("folder", "this folder contains no .png, .jpg or .jpeg files")]
    public void Run_UnusableFileAmongOthers_ReportsItAndClassifiesTheOthers(string name, string reason)
    {
        using var folder = new TemporaryFolder();
        string picture = Path.Combine(Example, "Pictures", "bag-1.png");
        File.Copy(picture, folder["bag-1.png"]);
        File.WriteAllText(folder["notes.png"], "not a picture");
        File.WriteAllText(folder["empty.png"], "");
        File.WriteAllBytes(folder["damaged.png"], File.ReadAllBytes(picture)[..300]);
        Directory.CreateDirectory(folder["folder"]);

        ProgramRun run = Run(folder.FullName, name, "bag-1.png");

        Assert.Equal($"error: {name}: {reason}\n", run.Error);
        Assert.Equal($"{Bag}Pictures classified: 1.\n", run.Output);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void Sources_OfExample_AreAtMostTenFiles() =>
        Assert.InRange(Directory.GetFiles(Example, "*.cs").Length, 1, 10);

    private static ProgramRun Run(string folder, params string[] arguments) => BuiltProgram.Run("ImageClassifier", folder, arguments);
}
