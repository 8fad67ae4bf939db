using System.CommandLine;
using System.Text.RegularExpressions;

namespace LseMlNet.Cli.Options;

/// <summary>
/// Arguments that are names of files but look like something else. A shell expands * to the names of files, and the person who named the
/// files must not be able to choose the options.
/// </summary>
internal static partial class FileArguments
{
    /// <summary>
    /// Returns the arguments. Each argument that names a file here, and would otherwise be an option or a directive, starts with "./".
    /// </summary>
    /// <param name="root">The commands, with all their options.</param>
    /// <param name="arguments">The arguments that the user typed or the shell expanded.</param>
    /// <param name="error">The error if an argument may be either; otherwise null.</param>
    public static string[] Protect(RootCommand root, string[] arguments, out string? error)
    {
        Option[] options = [.. root.Options, .. root.Subcommands.SelectMany(command => command.Options)];
        string[] given = [.. arguments];
        error = null;
        for (int i = 0; i < given.Length && given[i] != "--"; i++)
        {
            bool isName = given[i].StartsWith('[')
                ? (i == 0 && (!Suggestion().IsMatch(given[i]) || Path.Exists(given[i]))) || (i == 1 && Suggestion().IsMatch(given[0]))
                : LooksLikeAnOption(given[i]) && Path.Exists(given[i]);
            if (!isName)
            {
                continue;
            }

            if (i > 0 && options.Any(option => IsNamed(option, given[i - 1]) && TakesAnythingButAPath(option)))
            {
                continue;
            }

            if (options.Any(option => IsNamed(option, given[i])))
            {
                error = $"'{given[i]}' is an option and also the name of a file in this folder; write ./{given[i]} for the file, or run {CommandLine.ProgramName} in another folder to use the option.";
                return given;
            }

            given[i] = $"./{given[i]}";
        }
        return given;
    }

    private static bool LooksLikeAnOption(string argument) => argument.Length > 1 && argument[0] == '-';

    private static bool IsNamed(Option option, string name) => option.Name == name || option.Aliases.Contains(name);

    // In "--mean -5", the -5 is a number, whatever files exist.
    private static bool TakesAnythingButAPath(Option option) => option.ValueType != typeof(string) && option.ValueType != typeof(bool) && option.Arity.MaximumNumberOfValues > 0;

    // The directive that completion.bash passes. Without a valid number, the parser would fail with an exception.
    [GeneratedRegex(@"^\[suggest:\d{1,9}\]$")]
    private static partial Regex Suggestion();
}
