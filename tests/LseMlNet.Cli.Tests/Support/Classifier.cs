using System.Diagnostics;

namespace LseMlNet.Cli.Tests.Support;

/// <summary>The program under test, and the files that ship with it.</summary>
internal static class Classifier
{
    private const string Name = "LseMlNet.Cli";

    private static readonly string ProgramFolder = Path.GetDirectoryName(BuiltProgram.PathOf(Name))!;

    public static string Model { get; } = Path.Combine(ProgramFolder, "Model", "fashion.onnx");

    public static string Labels { get; } = Path.Combine(ProgramFolder, "Model", "labels.txt");

    public static string PictureFolder { get; } = Path.Combine(ProgramFolder, "Pictures");

    public static string Picture(string name) => Path.Combine(PictureFolder, name);

    public static ProgramRun Run(TemporaryFolder folder, params string[] arguments) => BuiltProgram.Run(Name, folder.FullName, arguments);

    public static ProgramRun RunOnTerminal(TemporaryFolder folder, int columns, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "There is no /usr/bin/script on this system to run the program on a terminal.");
        return BuiltProgram.RunOnTerminal(Name, folder.FullName, columns, arguments);
    }

    /// <summary>
    /// Sends Ctrl-C once the program has written a line to its error stream or, if given, once <paramref name="before"/> is done.
    /// </summary>
    public static ProgramRun Interrupt(TemporaryFolder folder, Func<Process, Task>? before, params string[] arguments)
    {
        Assert.SkipUnless(
            Signals.CanInterrupt, "Ctrl-C cannot be sent: this is not Linux, or SIGINT is ignored in the process that started the tests.");
        return BuiltProgram.Interrupt(Name, folder.FullName, before, arguments);
    }

    /// <summary>Runs the program, which must succeed, and reads what it printed.</summary>
    public static IReadOnlyList<PrintedPicture> Classify(TemporaryFolder folder, params string[] arguments)
    {
        ProgramRun run = Run(folder, arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return PrintedPicture.ReadAll(run.Output);
    }
}
