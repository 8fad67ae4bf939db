using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using LseMlNet.Examples.ImageClassifier.Evaluation;

namespace LseMlNet.Examples.ImageClassifier;

/// <summary>Turns the command line into a <see cref="Request"/> or an <see cref="EvaluationRequest"/>, or says what is wrong with it.</summary>
internal static class CommandLine
{
    private const int HelpWidth = 100;

    private const string Description = """
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
          ImageClassifier evaluate --compare-naive

        Exit codes:
          0  All went well.
          1  An option is wrong, or a model, a folder or any of the pictures cannot be used.
             The other pictures are classified all the same.
        """;

    /// <summary>Runs <paramref name="classify"/> or <paramref name="evaluate"/> on what the arguments ask for, and returns the exit code.</summary>
    public static int Run(string[] arguments, Func<Request, int> classify, Func<EvaluationRequest, int> evaluate)
    {
        var options = new CommandLineOptions();
        var command = new RootCommand(Description);
        options.AddTo(command);
        command.SetAction(result => classify(options.ToRequest(result)));
        command.Subcommands.Add(EvaluateCommand.Create(evaluate));
        command.Options.OfType<HelpOption>().Single().Action = new HelpAction { MaxWidth = HelpWidth };

        ParseResult result = command.Parse(arguments);
        // What is wrong goes to the error stream in a line; help and guesses would go to the other one.
        if (result.Action is ParseErrorAction errors)
            (errors.ShowHelp, errors.ShowTypoCorrections) = (false, false);
        return result.Invoke();
    }
}
