using System.CommandLine;

namespace LseMlNet.Examples.ImageClassifier.Commands;

/// <summary>The options for other programs.</summary>
internal sealed class OutputOptions
{
    private readonly Option<bool> _json = new("--json");

    private readonly Option<bool> _csv = new("--csv");

    /// <param name="record">What a record is, for the help.</param>
    public OutputOptions(string record)
    {
        _json.Description = $"For other programs: a JSON object a line, {record}; null in place of NaN.";
        _csv.Description = "The same as comma-separated values, with a line of names; empty in place of NaN.";
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_json);
        command.Options.Add(_csv);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_json) is { Implicit: false } && result.GetResult(_csv) is { Implicit: false })
                result.AddError("--json does not go with --csv; leave one of them out.");
        });
    }

    /// <summary>Chooses by the options, and without one by where the output goes: tables are for a terminal, and plain text is for all else.</summary>
    public T Choose<T>(ParseResult result, Func<T> json, Func<T> csv, Func<T> table, Func<T> text) =>
        result.GetValue(_json) ? json() : result.GetValue(_csv) ? csv() : Console.IsOutputRedirected ? text() : table();
}
