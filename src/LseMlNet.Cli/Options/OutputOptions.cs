using System.CommandLine;
using System.CommandLine.Parsing;

namespace LseMlNet.Cli.Options;

/// <summary>The options for output that other programs read.</summary>
internal sealed class OutputOptions
{
    // With fewer columns, a table consists mostly of ellipses.
    private const int NarrowestTable = 60;

    private readonly Option<bool> _json = new("--json");

    private readonly Option<bool> _csv = new("--csv");

    /// <param name="record">When an object is written and what it contains, as worded in the help.</param>
    public OutputOptions(string record)
    {
        _json.Description = $"For other programs: one JSON object per line, {record}; null instead of NaN.";
        _csv.Description = "The same as comma-separated values with a header line; empty instead of NaN.";
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_json);
        command.Options.Add(_csv);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_json) is { Implicit: false } && result.GetResult(_csv) is { Implicit: false })
            {
                result.AddError("--json cannot be combined with --csv; remove one of them.");
            }
        });
    }

    /// <summary>Adds an error if neither an option nor the name of the file determines the form.</summary>
    public void RefuseUnknownForm(Command command, Option<string?> file) => command.Validators.Add(result =>
    {
        if (result.GetResult(file) is { Tokens: [.., Token last] } && result.GetResult(_json) is null && result.GetResult(_csv) is null && FormOf(last.Value) is null)
        {
            result.AddError($"{file.Name} is '{last.Value}'; expected a name that ends in .csv, .json, .jsonl or .ndjson, or {_json.Name} or {_csv.Name}.");
        }
    });

    /// <param name="result">The command line.</param>
    /// <param name="file">The file that receives the output; null for the standard output.</param>
    public OutputForm Read(ParseResult result, string? file = null) =>
        file is not null && !result.GetValue(_json) && !result.GetValue(_csv) ? FormOf(file)!.Value :
        result.GetValue(_json) ? OutputForm.Json : result.GetValue(_csv) ? OutputForm.Csv : Console.IsOutputRedirected || Console.WindowWidth < NarrowestTable ? OutputForm.Text : OutputForm.Tables;

    private static OutputForm? FormOf(string file) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".csv" => OutputForm.Csv,
        ".json" or ".jsonl" or ".ndjson" => OutputForm.Json,
        _ => null,
    };
}

/// <summary>The kind of reader for which the standard output is formatted.</summary>
internal enum OutputForm
{
    /// <summary>Plain text, for a file or a pipe without a requested format.</summary>
    Text,

    /// <summary>A terminal.</summary>
    Tables,

    /// <summary>Other programs.</summary>
    Json,

    /// <inheritdoc cref="Json"/>
    Csv,
}
