using System.CommandLine;
using System.CommandLine.Parsing;

namespace LseMlNet.Cli.Score;

/// <summary>The files of logits that a command reads.</summary>
internal sealed class LogitsArgument
{
    private const string StandardInput = "-";

    private readonly Argument<string[]> _files = new("logits")
    {
        Description = "Files of logits: .npy, .npz, .parquet, .arrow, .arrows, .csv, .ndjson or .idv, or patterns such as 'logits-*.npy'. They are read one after the other. " +
            "- is the standard input, whose first bytes tell the format.",
        Arity = ArgumentArity.OneOrMore,
    };

    public void AddTo(Command command)
    {
        _files.RefuseUnknownOptions("A file of logits is called", "a file");
        _files.Validators.Add(RefuseStandardInputAmongFiles);
        command.Arguments.Add(_files);
    }

    /// <summary>The paths. The standard input is copied into a file, which vanishes when it is disposed.</summary>
    /// <exception cref="UnusableInputException">There is no such file.</exception>
    public LogitsPaths Read(ParseResult result)
    {
        string[] given = result.GetValue(_files)!;
        return UnusableFile.Explain(() => given is [StandardInput] ? LogitsPaths.OfStandardInput() : new LogitsPaths([.. given.SelectMany(FilePattern.Expand)], null));
    }

    private static void RefuseStandardInputAmongFiles(ArgumentResult files)
    {
        if (files.Tokens.Count > 1 && files.Tokens.Any(token => token.Value == StandardInput))
        {
            files.AddError($"{StandardInput} is the standard input, which cannot be combined with files; give only one of them.");
        }
    }
}
