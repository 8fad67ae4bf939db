using Spectre.Console;

namespace LseMlNet.Cli.Evaluate;

/// <summary>Prints an evaluation in the requested form.</summary>
internal static class EvaluationOutput
{
    /// <summary>Prints it, and returns the exit code.</summary>
    public static int Write(EvaluationResult evaluation, OutputForm form)
    {
        switch (form)
        {
            case OutputForm.Json:
                Figures.WriteJson(Console.Out, Figures.Of(evaluation));
                break;
            case OutputForm.Csv:
                Figures.WriteCsv(Console.Out, Figures.Of(evaluation));
                break;
            case OutputForm.Tables:
                EvaluationTables.Write(AnsiConsole.Console, evaluation);
                break;
            default:
                EvaluationText.Write(Console.Out, evaluation);
                break;
        }

        return evaluation.UnusablePictures + evaluation.All.InvalidRowCount > 0 ? ExitCode.Unusable : ExitCode.Done;
    }
}
