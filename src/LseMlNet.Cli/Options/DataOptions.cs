using System.CommandLine;
using System.CommandLine.Parsing;

namespace LseMlNet.Cli.Options;

/// <summary>The options that choose the data for the evaluation.</summary>
internal sealed class DataOptions
{
    private readonly Option<string?> _data;

    private readonly Option<int> _bins = OptionKinds.Number(
        "--bins", "B", initial: 15, minimum: 1, maximum: 100, "The number of bins of equal width in which confidence is compared with accuracy.");

    /// <param name="otherwise">The data that are evaluated when no folder is given, as worded in the help.</param>
    public DataOptions(string otherwise) => _data = OptionKinds.FilePath(
        "--data", "folder",
        "Held-out pictures in one of three forms: a folder that contains a folder of pictures for each class; a .csv file with the columns file and label; " +
        "or a folder with the files images-idx3-ubyte and labels-idx1-ubyte, compressed (.gz) or not, as MNIST has them. " +
        "A class is a name from --labels, or a number from 0. " +
        $"Without this option: {otherwise}.");

    public void AddTo(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_bins);
    }

    /// <summary>The folder; null when none is given.</summary>
    public string? Folder(ParseResult result) => result.GetValue(_data);

    /// <summary>The option that chooses the folder.</summary>
    public Option Data => _data;

    public int Bins(ParseResult result) => result.GetValue(_bins);

    public void RefuseBesidePipeline(CommandResult command, ModelOptions model) =>
        model.RefuseBesidePipeline(command, _data, "which takes picture files and not their pixels");
}
