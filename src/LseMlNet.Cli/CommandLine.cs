using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;

namespace LseMlNet.Cli;

/// <summary>Defines the commands, and runs the one that the arguments name.</summary>
internal static class CommandLine
{
    /// <summary>
    /// The name that users type. The assembly is called LseMlNet.Cli because, on a file system that ignores case, lsemlnet.dll would
    /// overwrite the library LseMlNet.dll next to it.
    /// </summary>
    public const string ProgramName = "lsemlnet";

    private const int HelpWidth = 100;

    // How long a command has after Ctrl-C to finish the current picture and write the results so far.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    // '@x.png' is a picture, not a file of further arguments.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    private const string Description = $"""
        Classifies pictures: an ONNX model gives a logit for each class, and softmax turns the logits
        into probabilities. Without arguments it classifies the 20 pictures of garments that ship with
        it, with the model that ships with it.

        Examples:
          {ProgramName}
          {ProgramName} shirt.png more-pictures
          {ProgramName} --save pipeline.zip
          {ProgramName} --pipeline pipeline.zip shirt.png
          {ProgramName} --model mnist.onnx --compare-naive digits
          {ProgramName} --model my.onnx --labels my.txt --size 224x224 --channels bgr photo.jpg
          {ProgramName} --minimum-probability 0.9 --json photos
          {ProgramName} evaluate --compare-naive
          {ProgramName} calibrate --save calibrated.zip
          {ProgramName} evaluate --partial part.bin --shard 3/8
          {ProgramName} merge part-*-of-8.bin
          {ProgramName} report --minimum-probability 0.9 --out report.html photos
          {ProgramName} serve --minimum-probability 0.9

        {ExitCode.Help}
        """;

    /// <summary>Runs the command that the arguments request, and returns the exit code.</summary>
    public static async Task<int> Run(string[] arguments)
    {
        try
        {
            // Numbers in text look the same everywhere, whatever the user's settings.
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            OnnxRuntimeStart.Prepare(arguments);
            RootCommand root = Create();
            string[] given = FileArguments.Protect(root, arguments, out string? ambiguous);
            if (ambiguous is not null)
            {
                return Refuse(ambiguous);
            }

            ParseResult result = root.Parse(given, Parser);
            // Otherwise, a command's help would show the root command's pictures argument before the
            // command's name, where pictures are refused.
            foreach (Argument argument in root.Arguments)
            {
                argument.Hidden = result.CommandResult.Command != root;
            }

            if (result.Action is ParseErrorAction)
            {
                return Refuse([.. ErrorsOf(result)]);
            }

            using var signals = new StopSignals(StopTimeout);
            return await result.InvokeAsync(
                new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false }, signals.Token);
        }
        // The disk is full, or the output was closed before the program started.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            new Messages().Error($"reading or writing failed: {e.Message}");
            return ExitCode.Unusable;
        }
        // This is a bug in the program. It must not end the process with a signal and a memory dump.
        catch (Exception e)
        {
            new Messages().Error(
                $"an error that {ProgramName} does not expect: {e.GetType().Name}: {e.Message}; please report it, with the command line");
            return ExitCode.Unusable;
        }
    }

    private static RootCommand Create()
    {
        var root = new RootCommand(Description) { HelpName = ProgramName };
        // Shells request completions under the name that the user typed.
        root.Aliases.Add(ProgramName);
        ClassifyCommand.AddTo(root);
        foreach (Command command in new[]
        {
            ClassifyCommand.Create(),
            EvaluateCommand.Create(),
            CalibrateCommand.Create(),
            ScoreCommand.Create(),
            ReportCommand.Create(),
            ServeCommand.Create(),
            MergeCommand.Create(),
        })
        {
            command.Validators.Add(RefuseWhatComesBefore);
            root.Subcommands.Add(command);
        }
        root.Options.OfType<HelpOption>().Single().Action = new HelpAction { MaxWidth = HelpWidth };
        return root;
    }

    // Each error is one line on the error stream, and the standard output gets neither help nor suggestions.
    private static int Refuse(params string[] errors)
    {
        var messages = new Messages();
        foreach (string error in errors)
        {
            messages.Error(error);
        }

        return ExitCode.WrongUsage;
    }

    private static IEnumerable<string> ErrorsOf(ParseResult result)
    {
        // A command without pictures has no argument, so no validator has refused a misspelled option.
        if (result.UnmatchedTokens is [string unknown, ..])
        {
            string command = result.CommandResult.Command is RootCommand ? ProgramName : result.CommandResult.Command.Name;
            return
            [
                unknown.StartsWith('-')
                    ? OptionKinds.NoSuchOption(unknown)
                    : $"{command} takes no pictures, but was given '{unknown}'; {command} --help lists its options.",
            ];
        }

        return result.Errors.Select(error => error.Message);
    }

    // Whatever comes before a command belongs to the root command, which only classifies, so it would be ignored.
    private static void RefuseWhatComesBefore(CommandResult command)
    {
        string name = command.Command.Name;
        foreach (SymbolResult given in ((CommandResult)command.Parent!).Children)
        {
            if (given is OptionResult { Implicit: false } option)
            {
                command.AddError($"{option.Option.Name} comes before {name}; write it after {name}, if {name} has it ({name} --help).");
            }
            else if (given is ArgumentResult { Tokens.Count: > 0 } argument)
            {
                command.AddError(
                    $"'{argument.Tokens[0].Value}' comes before {name}; write it after {name}, if {name} takes pictures ({name} --help).");
            }
        }
    }
}
