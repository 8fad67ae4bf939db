using System.CommandLine;
using System.CommandLine.Parsing;

namespace LseMlNet.Cli.LogitsFiles;

/// <summary>The options for logits that were computed by another program, instead of a model and pictures.</summary>
/// <param name="labels">The option --labels, which here names the file of the true classes.</param>
/// <param name="otherwise">The options that describe a model or pictures.</param>
internal sealed class LogitsFilesOptions(Option<string?> labels, IReadOnlyList<Option> otherwise)
{
    private readonly Option<string[]> _logits = new("--logits")
    {
        Description = "Files of logits instead of a model and pictures: .npy, .npz, .parquet, .arrow, .csv, .ndjson or .idv, or patterns of them, as in 'logits-*.npy'. " +
            "--labels is then the file of the true classes, in the same order.",
        HelpName = "file",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _labelColumn = new("--label-column")
    {
        Description = "The column with the true classes: of the file of --labels, or of the files of logits.",
        HelpName = "name",
    };

    private readonly Option<string?> _classNames = OptionKinds.FilePath("--class-names", "file.txt", "With --logits: the names of the classes, one per line or as JSON.");

    private readonly Option<int?> _classAxis = OptionKinds.ClassAxis(
        "N", "With --logits: the axis of a row that has the classes, for rows that are tensors; -1 is the last axis.");

    /// <summary>The option that names the files.</summary>
    public Option Files => _logits;

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _logits, _labelColumn, _classNames, _classAxis })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(Check);
    }

    /// <summary>What to read; null if the user chose pictures.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="bins">The number of bins of the calibration errors.</param>
    public LogitsFilesRequest? Read(ParseResult result, int bins) => result.GetValue(_logits) is { Length: > 0 } files
        ? new LogitsFilesRequest(files, result.GetValue(labels), result.GetValue(_labelColumn), result.GetValue(_classNames), result.GetValue(_classAxis), bins)
        : null;

    private void Check(CommandResult command)
    {
        if (command.GetResult(_logits) is { Implicit: false })
        {
            foreach (Option option in otherwise.Where(option => command.GetResult(option) is { Implicit: false }))
            {
                command.AddError($"{option.Name} cannot be combined with {_logits.Name}, which needs neither a model nor pictures; remove one of them.");
            }

            if (command.GetResult(labels) is null && command.GetResult(_labelColumn) is null)
            {
                command.AddError($"{_logits.Name} needs the true classes: add {labels.Name} labels.npy, or {_labelColumn.Name} if they are in the same file.");
            }

            return;
        }

        foreach (Option option in new Option[] { _labelColumn, _classNames, _classAxis }.Where(option => command.GetResult(option) is not null))
        {
            command.AddError($"{option.Name} is about files of logits; add {_logits.Name}, or remove it.");
        }
    }
}
