using System.CommandLine;

namespace LseMlNet.Cli.Score;

/// <summary>Where the rows are written, and in which format.</summary>
internal sealed class ScoreOutputFile
{
    private static readonly Dictionary<string, LogitsFileFormat> Formats = new(StringComparer.Ordinal)
    {
        ["npy"] = LogitsFileFormat.Npy,
        ["npz"] = LogitsFileFormat.Npz,
        ["parquet"] = LogitsFileFormat.Parquet,
        ["arrow"] = LogitsFileFormat.Arrow,
        ["arrows"] = LogitsFileFormat.ArrowStream,
        ["csv"] = LogitsFileFormat.Csv,
        ["ndjson"] = LogitsFileFormat.Ndjson,
        ["idv"] = LogitsFileFormat.Idv,
    };

    private readonly Option<string?> _out = OptionKinds.FilePath(
        "--out", "file", "The file to write. It is replaced when all rows are written, and not before. Without this option: the standard output.");

    private readonly Option<string?> _format = OptionKinds.OptionalChoice(
        "--format", [.. Formats.Keys], "The format to write. Without this option: what the extension of --out says, and NDJSON on the standard output.");

    private readonly Option<bool> _force = OptionKinds.Force();

    public void AddTo(Command command)
    {
        command.Options.Add(_out);
        command.Options.Add(_format);
        command.Options.Add(_force);
    }

    /// <summary>Whether the rows go into a file, and not to the standard output.</summary>
    public bool IsFile(ParseResult result) => result.GetValue(_out) is not null;

    /// <summary>Checks the file before any work is done.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="inputs">The files that are read.</param>
    /// <param name="shard">The shard, whose number becomes part of the name of the file; null for the whole.</param>
    /// <exception cref="UnusableInputException">The file must not be written, or its format is not known.</exception>
    public ScoreTarget Check(ParseResult result, IEnumerable<string> inputs, Shard? shard)
    {
        string? given = result.GetValue(_out);
        LogitsFileFormat format = result.GetValue(_format) is { } name ? Formats[name]
            : given is null ? LogitsFileFormat.Ndjson
            : FormatDetector.OfExtension(given) ?? throw new UnusableInputException($"{_out.Name} is '{given}', whose extension is not that of a format; set {_format.Name} to one of {string.Join(", ", Formats.Keys)}");
        if (given is null)
        {
            return new ScoreTarget(null, format);
        }

        string file = shard?.FileFor(given) ?? given;
        new OutputFile(_out.Name, file, $"'{file}' cannot be written", existing => FormatDetector.OfContent(existing) == format).Check(inputs, result.GetValue(_force));
        return new ScoreTarget(file, format);
    }
}
