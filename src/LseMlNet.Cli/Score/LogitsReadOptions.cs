using System.CommandLine;

namespace LseMlNet.Cli.Score;

/// <summary>The options that say what to read of files of logits.</summary>
internal sealed class LogitsReadOptions
{
    private readonly Option<string[]> _columns = new("--logits-column")
    {
        Description = "The column that holds the logits, or one column for each class, in the order of the classes; for .npz, the name of the array. " +
            "Without this option: the only column of lists, or else all columns of floating-point numbers.",
        HelpName = "name",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _header = OptionKinds.OptionalChoice(
        "--header", ["yes", "no"], "Whether the first line of a CSV file has the names of the columns. Without this option, it has if none of its fields is a number.");

    public void AddTo(Command command)
    {
        command.Options.Add(_columns);
        command.Options.Add(_header);
    }

    public LogitsFileOptions Read(ParseResult result) => new()
    {
        LogitsColumns = result.GetValue(_columns) is { Length: > 0 } columns ? columns : null,
        HasHeader = result.GetValue(_header) is { } header ? header == "yes" : null,
    };
}
