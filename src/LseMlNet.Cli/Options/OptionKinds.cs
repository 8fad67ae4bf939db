using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace LseMlNet.Cli.Options;

/// <summary>Options that say what they wanted of a value that they refuse.</summary>
internal static class OptionKinds
{
    /// <summary>An option of one of a few words, which a shell can complete.</summary>
    public static Option<string> Choice(string name, string[] choices, string description)
    {
        Option<string> option = Parsed(
            name, string.Join('|', choices), choices[0], text => choices.Contains(text) ? text : null, $"one of {string.Join(", ", choices)}", description);
        option.CompletionSources.Clear();
        option.CompletionSources.Add(choices);
        return option;
    }

    /// <summary>An option of a whole number.</summary>
    public static Option<int> Number(string name, string helpName, int normally, int least, int most, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => normally,
        CustomParser = argument =>
            int.TryParse(argument.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
                ? number
                : Refuse<int>(argument, most == int.MaxValue ? $"a number, {least} or more" : $"a number from {least} to {most}"),
    };

    /// <param name="name">With its two dashes.</param>
    /// <param name="helpName">What help calls the value.</param>
    /// <param name="normally">The value where the option is not given.</param>
    /// <param name="parse">Gives null for a text that is no value.</param>
    /// <param name="wanted">What the value is to be, for the error.</param>
    /// <param name="description">For the help.</param>
    public static Option<T> Parsed<T>(string name, string helpName, T normally, Func<string, T?> parse, string wanted, string description)
        where T : class => new(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => normally,
            CustomParser = argument => parse(argument.Tokens[0].Value) ?? Refuse<T>(argument, wanted),
        };

    public static T? Refuse<T>(ArgumentResult argument, string wanted)
    {
        argument.AddError($"{((OptionResult)argument.Parent!).Option.Name} is '{argument.Tokens[0].Value}'; wanted {wanted}.");
        return default;
    }
}
