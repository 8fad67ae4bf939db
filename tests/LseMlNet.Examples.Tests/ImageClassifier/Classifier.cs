using LseMlNet.Examples.Tests.Support;

namespace LseMlNet.Examples.Tests.ImageClassifier;

/// <summary>The example under test, and the files that lie beside it.</summary>
internal static class Classifier
{
    private const string Name = "ImageClassifier";

    private static readonly string ProgramFolder = Path.GetDirectoryName(ExampleProgram.PathOf(Name))!;

    public static string Model { get; } = Path.Combine(ProgramFolder, "Model", "fashion.onnx");

    public static string Labels { get; } = Path.Combine(ProgramFolder, "Model", "labels.txt");

    public static string PictureFolder { get; } = Path.Combine(ProgramFolder, "Pictures");

    public static string Picture(string name) => Path.Combine(PictureFolder, name);

    public static ProgramRun Run(TemporaryFolder folder, params string[] arguments) => ExampleProgram.Run(Name, folder.FullName, arguments);

    /// <summary>Runs where all is to go well, and reads what was printed.</summary>
    public static IReadOnlyList<PrintedPicture> Classify(TemporaryFolder folder, params string[] arguments)
    {
        ProgramRun run = Run(folder, arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return PrintedPicture.ReadAll(run.Output);
    }
}
