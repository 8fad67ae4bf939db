using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace LseMlNet.Cli;

/// <summary>The commands, and how the program is told which of them to run.</summary>
internal static class CommandLine
{
    private const int HelpWidth = 100;

    // What a command may take, once it is asked to stop, to end the picture in work and to write what is done.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private const string Description = $"""
        Says what pictures show: an ONNX model gives a logit for each class, and softmax turns the
        logits into probabilities. Without arguments it classifies the 20 pictures of garments that
        come with it, with the model that comes with it.

        Examples:
          ImageClassifier
          ImageClassifier shirt.png more-pictures
          ImageClassifier --save pipeline.zip
          ImageClassifier --pipeline pipeline.zip shirt.png
          ImageClassifier --model mnist.onnx --compare-naive digits
          ImageClassifier --model my.onnx --labels my.txt --size 224x224 --channels bgr photo.jpg
          ImageClassifier --minimum-probability 0.9 --json photos
          ImageClassifier evaluate --compare-naive
          ImageClassifier report --minimum-probability 0.9 --out report.html photos
          ImageClassifier serve --minimum-probability 0.9

        {ExitCode.Help}
        """;

    /// <summary>Runs what the arguments ask for, and returns the exit code.</summary>
    public static async Task<int> Run(string[] arguments)
    {
        try
        {
            RootCommand root = Create();
            ParseResult result = root.Parse(arguments);
            // The help of a command would show the pictures of the root before its name, where they are refused.
            foreach (Argument argument in root.Arguments)
            {
                argument.Hidden = result.CommandResult.Command != root;
            }

            return result.Action is ParseErrorAction errors
                ? await SayWhatIsWrong(result, errors)
                : await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = StopTimeout, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            SayThatWritingFailed(e);
            return ExitCode.Unusable;
        }
    }

    // A full disk, or an output that was closed before the program began.
    private static void SayThatWritingFailed(Exception cause)
    {
        try
        {
            Console.Error.WriteLine($"error: reading or writing failed: {cause.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was the error stream itself: only the exit code is left to say it.
        }
    }

    private static RootCommand Create()
    {
        var root = new RootCommand(Description);
        ClassifyCommand.AddTo(root);
        foreach (Command command in new[] { ClassifyCommand.Create(), EvaluateCommand.Create(), ReportCommand.Create(), ServeCommand.Create() })
        {
            command.Validators.Add(RefuseWhatStandsBefore);
            root.Subcommands.Add(command);
        }
        root.Options.OfType<HelpOption>().Single().Action = new HelpAction { MaxWidth = HelpWidth };
        return root;
    }

    // In a line on the error stream; help and guesses would go to the other one.
    private static async Task<int> SayWhatIsWrong(ParseResult result, ParseErrorAction errors)
    {
        (errors.ShowHelp, errors.ShowTypoCorrections) = (false, false);
        await result.InvokeAsync();
        return ExitCode.WrongUsage;
    }

    // What stands before a command belongs to classifying without one, and would be ignored.
    private static void RefuseWhatStandsBefore(CommandResult command)
    {
        string name = command.Command.Name;
        foreach (SymbolResult given in ((CommandResult)command.Parent!).Children)
        {
            if (given is OptionResult { Implicit: false } option)
            {
                command.AddError($"{option.Option.Name} stands before {name}; write it behind, if {name} has it ({name} --help).");
            }
            else if (given is ArgumentResult { Tokens.Count: > 0 } argument)
            {
                command.AddError($"'{argument.Tokens[0].Value}' stands before {name}; write it behind, if {name} takes pictures ({name} --help).");
            }
        }
    }
}
