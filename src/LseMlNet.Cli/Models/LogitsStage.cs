using LseMlNet.OnnxRuntime;
using Microsoft.ML;

namespace LseMlNet.Cli.Models;

/// <summary>
/// Creates the stage that scores a model. The stage returns logits even if the model itself turns them into probabilities.
/// </summary>
internal static class LogitsStage
{
    private const string Sigmoid = "Sigmoid";

    /// <param name="ml">The ML.NET context.</param>
    /// <param name="options">The columns, the model and its output.</param>
    /// <param name="hasOneLogit">Whether the output is a single number for a picture.</param>
    /// <param name="note">Receives a note if the logits come from a tensor inside the model.</param>
    /// <exception cref="UnusableInputException">The classes of the model do not exclude each other.</exception>
    public static OnnxScoringEstimator Create(MLContext ml, OnnxScoringOptions options, bool hasOneLogit, Action<string> note)
    {
        OnnxScoringEstimator stage = Score(ml, options);
        if (stage.FinalOperator is not { } last)
        {
            return stage;
        }

        string logits = stage.LogitsTensorName!;
        // A single sigmoid is the probability of one class against its opposite, and these two exclude each other.
        if (last == Sigmoid && !hasOneLogit)
        {
            throw new UnusableInputException(
                $"model '{options.ModelFile}' ends in Sigmoid, so each class has a probability of its own, whatever the others have; expected classes that " +
                $"exclude each other; if each picture does have exactly one class, use {ModelOptions.OutputName} {logits}, the logits inside the model");
        }

        note($"model '{options.ModelFile}' ends in {last}; its logits are read from '{logits}', inside the model");
        options.ModelOutputName = logits;
        return Score(ml, options);
    }

    private static OnnxScoringEstimator Score(MLContext ml, OnnxScoringOptions options)
    {
        try
        {
            return ml.Transforms.ScoreOnnxModel(options);
        }
        catch (NotSupportedException) when (options.EmbedModel)
        {
            // The model may be too large for a saved pipeline, which then contains its path instead.
            options.EmbedModel = false;
            return ml.Transforms.ScoreOnnxModel(options);
        }
    }
}
