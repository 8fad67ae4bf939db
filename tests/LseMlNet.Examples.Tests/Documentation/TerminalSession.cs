using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LseMlNet.Examples.Tests.Documentation;

/// <summary>A command of a terminal session: the output that the page shows, and the actual output.</summary>
/// <param name="Text">The command, without the prompt.</param>
/// <param name="ExpectedOutput">The output that the page shows.</param>
/// <param name="MayFail">Whether the page shows the exit code next.</param>
/// <param name="Output">The output and the errors.</param>
/// <param name="ExitCode">The exit code.</param>
internal sealed record TerminalCommand(string Text, string ExpectedOutput, bool MayFail, string Output = "", int ExitCode = -1);

/// <summary>Runs a terminal session of a page in a shell.</summary>
internal static partial class TerminalSession
{
    private const string Prompt = "$ ";
    private const string EndOfCommand = "--- end of command, exit code ";

    public static bool Starts(string text) => text.StartsWith(Prompt, StringComparison.Ordinal);

    public static IReadOnlyList<TerminalCommand> Run(string text)
    {
        TerminalCommand[] commands = [.. Commands(text)];
        using var folder = new TemporaryFolder();
        string root = Directory.CreateDirectory(folder["repository"]).FullName;
        CopyExamples(root);
        WriteScript(folder["lsemlnet"], $"exec \"$DOTNET\" exec '{BuiltProgram.PathOf("LseMlNet.Cli")}' \"$@\"");
        WriteScript(folder["dotnet"], DotnetRun());
        // All commands run in one shell, so that cd affects the commands after it. The line after each command restores $?.
        WriteScript(
            folder["session"],
            $"""
            exec 2>&1
            export DOTNET="$(command -v '{BuiltProgram.Dotnet}')" PATH='{folder.FullName}':"$PATH"
            {string.Join('\n', commands.Select(command => $"{command.Text}\nstatus=$?; echo '{EndOfCommand}'$status; (exit $status)"))}
            """);

        string[] outputs = CommandEnd().Split(BuiltProgram.RunCommand("sh", [folder["session"]], root).Output);
        Assert.True(outputs.Length == 2 * commands.Length + 1, $"The session ended early:\n{string.Concat(outputs)}");
        return
        [
            .. commands.Select((command, i) => command with
            {
                Output = outputs[2 * i],
                ExitCode = int.Parse(outputs[2 * i + 1], CultureInfo.InvariantCulture),
            }),
        ];
    }

    private static IEnumerable<TerminalCommand> Commands(string text)
    {
        MatchCollection matches = CommandWithOutput().Matches(text + "\n");
        for (int i = 0; i < matches.Count; i++)
        {
            bool mayFail = i + 1 < matches.Count && matches[i + 1].Groups["command"].Value == "echo $?";
            yield return new TerminalCommand(matches[i].Groups["command"].Value, matches[i].Groups["output"].Value, mayFail);
        }
    }

    private static void CopyExamples(string root)
    {
        foreach (string file in Directory.GetFiles(Repository.PathOf("examples"), "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(Repository.Root, file);
            if (!name.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, name))!);
                File.Copy(file, Path.Combine(root, name));
            }
        }
    }

    // Replaces "dotnet run" of an example: the example is already built, with the versions that the test chose.
    private static string DotnetRun()
    {
        var script = new StringBuilder(
            """
            [ "$1" = run ] || { echo "Only dotnet run is tested; mark the block norun: dotnet $*" >&2; exit 99; }
            shift
            project=$PWD
            while [ $# -gt 0 ] && [ "$1" != -- ]; do
              case $1 in
                -c) shift 2 ;;
                --project) project=$2; shift 2 ;;
                *) break ;;
              esac
            done
            [ "$1" = -- ] && shift
            case $(basename "$project") in

            """);
        foreach (string example in Directory.GetDirectories(Repository.PathOf("examples")).Select(folder => Path.GetFileName(folder)))
        {
            script.Append(CultureInfo.InvariantCulture, $"  {example}) exec \"$DOTNET\" exec '{BuiltProgram.PathOf(example)}' \"$@\" ;;\n");
        }
        return script.Append("  *) echo \"There is no example $project\" >&2; exit 99 ;;\nesac").ToString();
    }

    private static void WriteScript(string file, string script)
    {
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [GeneratedRegex("^\\$ (?<command>(?:[^\n]*\\\\\n)*[^\n]*)\n(?<output>(?:(?!\\$ )[^\n]*\n)*)", RegexOptions.Multiline)]
    private static partial Regex CommandWithOutput();

    [GeneratedRegex($"{EndOfCommand}([0-9]+)\n")]
    private static partial Regex CommandEnd();
}
