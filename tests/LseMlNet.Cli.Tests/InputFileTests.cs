namespace LseMlNet.Cli.Tests;

public sealed class InputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, 0), InlineData(0, 10), InlineData(10, 0), InlineData(10, 3), InlineData(10, 10), InlineData(10, 20)]
    [InlineData(100_000, 0), InlineData(300_000, 0)]
    [InlineData(300_000, 299_999), InlineData(300_000, 1)]
    public void ReadAll_AnyClaimedLength_ReturnsAllBytes(int length, int claimed)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);

        Assert.Equal(bytes, InputFile.ReadAll(new MemoryStream(bytes), claimed, mostBytes: 300_000));
    }

    [Theory]
    [InlineData(11, 0), InlineData(11, 5), InlineData(11, 10), InlineData(11, 11)]
    [InlineData(300_001, 0)]
    public void ReadAll_MoreThanAllowed_Refused(int length, int claimed) => Assert.Throws<InvalidDataException>(
        () => InputFile.ReadAll(new MemoryStream(new byte[length]), claimed, mostBytes: length - 1));

    [Fact]
    public void ReadAll_FileTooLong_SaysHowLong()
    {
        File.WriteAllBytes(_folder["long"], new byte[1234]);

        Assert.Equal(
            "it has 1,234 bytes; expected at most 1,000",
            Assert.Throws<InvalidDataException>(() => InputFile.ReadAll(_folder["long"], 1000)).Message);
    }

    [Theory]
    [InlineData("the file cannot be read: it has more than 268,435,456 bytes; expected at most that many", "/dev/zero")]
    [InlineData("labels file '/dev/zero' cannot be read: it has more than 16,777,216 bytes; expected at most that many", "--labels", "/dev/zero")]
    [InlineData("model '/dev/zero' cannot be used: ", "--model", "/dev/zero")]
    [InlineData("pipeline '/dev/zero' cannot be used: it is not a ZIP archive", "--pipeline", "/dev/zero")]
    public void File_WithoutEnd_Refused(string message, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no /dev/zero on this system.");

        ProgramRun run = Classifier.Run(_folder, arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    // Nobody writes to the pipe, so reading it would never end.
    [Fact]
    public void Folder_WithAPipe_SkipsIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no mkfifo on this system.");
        Directory.CreateDirectory(_folder["pictures"]);
        BuiltProgram.RunCommand("mkfifo", ["pictures/pipe.png"], _folder.FullName);
        File.Copy(Classifier.Picture("bag-1.png"), _folder["pictures/bag.png"]);

        ProgramRun run = Classifier.Run(_folder, "pictures");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(
            "note: pictures: 1 entry of the folder skipped; pictures are files that end in .png, ", run.Error, StringComparison.Ordinal);
        Assert.Single(PrintedPicture.ReadAll(run.Output));
    }

    [Theory]
    [InlineData("pictures", "error: pictures/bag\uFFFD.png: the name of this file is not UTF-8, so it cannot be opened; rename the file\n")]
    [InlineData("pictures/bag*.png",
        "error: pictures/bag\uFFFD.png: there is no such file or folder; its name may not be UTF-8: rename it\n")]
    public void Name_NotUtf8_IsReported(string argument, string error)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux allows names that are not UTF-8.");
        const string Script = """
            mkdir pictures
            cp "$1" "pictures/$(printf 'bag\377').png" && cp "$1" pictures/other.png || exit 99
            shift
            argument=$1
            shift
            "$@" $argument pictures/other.png
            result=$?
            # .NET cannot delete such a name.
            rm -r pictures
            exit $result
            """;

        ProgramRun run = BuiltProgram.RunCommand(
            "sh", ["-c", Script, "sh", Classifier.Picture("bag-1.png"), argument, BuiltProgram.Dotnet, "exec",
                BuiltProgram.PathOf("LseMlNet.Cli")], _folder.FullName);

        Assert.SkipWhen(run.ExitCode == 99, "The file system allows no names that are not UTF-8.");
        Assert.Equal((1, error), (run.ExitCode, run.Error));
        Assert.Contains("pictures/other.png: Bag\n", run.Output, StringComparison.Ordinal);
    }
}
