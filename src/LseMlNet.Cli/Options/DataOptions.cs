using System.CommandLine;
using System.CommandLine.Parsing;

namespace LseMlNet.Cli.Options;

/// <summary>The options by which a command is told what to evaluate on.</summary>
internal sealed class DataOptions
{
    private readonly Option<string?> _data = new("--data") { HelpName = "folder" };

    private readonly Option<int> _bins = OptionKinds.Number(
        "--bins", "B", normally: 15, least: 1, most: 100, "How many bins of equal width confidence is put into, to compare it with accuracy.");

    /// <param name="otherwise">What is evaluated where no folder is given, for the help.</param>
    public DataOptions(string otherwise) => _data.Description =
        "A folder of held-out pictures: the files images-idx3-ubyte and labels-idx1-ubyte, or the same with .gz, as MNIST and its kin come in. " +
        $"Without this: {otherwise}.";

    public void AddTo(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_bins);
    }

    /// <summary>The folder; null where none is given.</summary>
    public string? Folder(ParseResult result) => result.GetValue(_data);

    public int Bins(ParseResult result) => result.GetValue(_bins);

    public void RefuseBesidePipeline(CommandResult command, ModelOptions model) =>
        model.RefuseBesidePipeline(command, _data, "which takes the files of pictures and not their pixels");
}
