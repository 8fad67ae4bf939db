using System.CommandLine;
using System.CommandLine.Parsing;

namespace LseMlNet.Cli.Options;

/// <summary>The pictures to classify.</summary>
internal sealed class PicturesArgument
{
    private readonly Argument<string[]> _pictures = new("pictures")
    {
        Description = "Picture files (PNG, JPEG, WebP, GIF, BMP, ICO, WBMP) and folders of them. Without any: the pictures that ship with the program.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public void AddTo(Command command)
    {
        _pictures.RefuseUnknownOptions("A picture is called", "a file or folder");
        _pictures.Validators.Add(RefuseMisspeltCommand);
        command.Arguments.Add(_pictures);
    }

    public IReadOnlyList<string> Read(ParseResult result) =>
        result.GetValue(_pictures) is { Length: > 0 } pictures ? pictures : [PictureFinder.Shipped];

    // Otherwise, a misspelled command would be mistaken for a file, and the words after it for more files.
    private static void RefuseMisspeltCommand(ArgumentResult pictures)
    {
        if (pictures.Parent is CommandResult { Command: RootCommand root } && pictures.Tokens is [Token first, ..] && !Path.Exists(first.Value) &&
            Misspelling.Of(first.Value, root.Subcommands.Select(command => command.Name)) is { } command)
        {
            pictures.AddError($"There is no command or file '{first.Value}'; did you mean {command}?");
        }
    }
}
