using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace LseMlNet.Cli.Options;

/// <summary>Options that state what they expect when they refuse a value.</summary>
internal static class OptionKinds
{
    /// <summary>An option with a few words to choose from; its value is null when it is not given.</summary>
    public static Option<string?> OptionalChoice(string name, string[] choices, string description, string? helpName = null)
    {
        Option<string?> option = Optional<string>(
            name, helpName ?? string.Join('|', choices), text => choices.Contains(text) ? text : null, $"one of {string.Join(", ", choices)}", description);
        option.CompletionSources.Clear();
        option.CompletionSources.Add(choices);
        return option;
    }

    /// <summary>Like <see cref="Parsed"/>, but the value is null when the option is not given.</summary>
    public static Option<T?> Optional<T>(string name, string helpName, Func<string, T?> parse, string expected, string description)
        where T : class => new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = argument => parse(argument.Tokens[0].Value) ?? Refuse<T>(argument, expected),
        };

    /// <summary>An option with a whole number.</summary>
    public static Option<int> Number(string name, string helpName, int initial, int minimum, int maximum, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => initial,
        CustomParser = argument =>
            int.TryParse(argument.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum
                ? number
                : Refuse<int>(argument, maximum == int.MaxValue ? $"a number, {minimum} or more" : $"a number from {minimum} to {maximum}"),
    };

    /// <summary>The option with the axis of the classes.</summary>
    public static Option<int?> ClassAxis(string helpName, string description) => new(ClassAxes.OptionName)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = argument => int.TryParse(argument.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int axis)
            ? axis
            : Refuse<int?>(argument, "a whole number, as in 0 or -1"),
    };

    /// <summary>An option with the path of a file or folder, without a default.</summary>
    public static Option<string?> FilePath(string name, string helpName, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = helpName };
        option.RefuseBadPath();
        return option;
    }

    /// <summary>The option that allows replacing a file of another kind.</summary>
    public static Option<bool> Force() => new("--force")
    {
        Description = "Replace an existing file even if this command cannot have written it. A file that the command reads is never replaced.",
    };

    /// <summary>Refuses paths that no file system accepts.</summary>
    public static void RefuseBadPath<T>(this Option<T> option) => option.Validators.Add(result =>
    {
        if (result.Tokens is [.., Token last] && IsBadPath(last.Value))
        {
            result.AddError($"{option.Name} is '{last.Value.Replace("\0", "\\0", StringComparison.Ordinal)}'; expected the path of a {option.HelpName ?? "file"}.");
        }
    });

    /// <summary>Refuses misspelled options, which would be mistaken for files, and paths that no file system accepts.</summary>
    /// <param name="files">An argument of files.</param>
    /// <param name="called">The start of the error about a path.</param>
    /// <param name="expected">The kind of path that is expected, as worded in the error.</param>
    public static void RefuseUnknownOptions(this Argument<string[]> files, string called, string expected) => files.Validators.Add(result =>
    {
        foreach (Token token in result.Tokens)
        {
            if (IsBadPath(token.Value))
            {
                result.AddError($"{called} '{token.Value.Replace("\0", "\\0", StringComparison.Ordinal)}'; expected the path of {expected}.");
            }
            else if (token.Value.StartsWith("--", StringComparison.Ordinal) && !Path.Exists(token.Value))
            {
                result.AddError(NoSuchOption(token.Value));
            }
        }
    });

    /// <summary>The error for a misspelled option.</summary>
    public static string NoSuchOption(string name) => $"There is no option '{name}'; --help lists the options.";

    public static bool IsBadPath(string path) => string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal);

    /// <param name="name">The name with its two dashes.</param>
    /// <param name="helpName">The name of the value in the help.</param>
    /// <param name="initial">The value when the option is not given.</param>
    /// <param name="parse">Returns null for a text that is not a valid value.</param>
    /// <param name="expected">The expected value, as worded in the error.</param>
    /// <param name="description">The description in the help.</param>
    public static Option<T> Parsed<T>(string name, string helpName, T initial, Func<string, T?> parse, string expected, string description)
        where T : class => new(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => initial,
            CustomParser = argument => parse(argument.Tokens[0].Value) ?? Refuse<T>(argument, expected),
        };

    public static T? Refuse<T>(ArgumentResult argument, string expected)
    {
        argument.AddError($"{((OptionResult)argument.Parent!).Option.Name} is '{argument.Tokens[0].Value}'; expected {expected}.");
        return default;
    }
}
