using System.CommandLine;
using System.CommandLine.Parsing;

namespace LseMlNet.Cli.Options;

/// <summary>The pictures that a command is given.</summary>
internal sealed class PicturesArgument
{
    private readonly Argument<string[]> _pictures = new("pictures")
    {
        Description = "PNG and JPEG files, and folders of them. Without any: the pictures that come with the program.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public void AddTo(Command command)
    {
        _pictures.Validators.Add(RefuseUnknownOptions);
        command.Arguments.Add(_pictures);
    }

    public IReadOnlyList<string> Read(ParseResult result) =>
        result.GetValue(_pictures) is { Length: > 0 } pictures ? pictures : [PictureFinder.Shipped];

    // A misspelt option would else be looked for among the files.
    private static void RefuseUnknownOptions(ArgumentResult pictures)
    {
        foreach (Token token in pictures.Tokens)
        {
            if (token.Value.StartsWith("--", StringComparison.Ordinal) && !Path.Exists(token.Value))
            {
                pictures.AddError($"There is no option '{token.Value}'; --help shows those that there are.");
            }
        }
    }
}
