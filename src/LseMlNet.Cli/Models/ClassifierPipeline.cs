using LseMlNet.OnnxRuntime;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Cli.Models;

/// <summary>The main part of the program: computes the probability of each class from a picture.</summary>
internal static class ClassifierPipeline
{
    /// <summary>What a saved pipeline must have, as worded in errors.</summary>
    public const string Usable =
        "a usable pipeline takes a column 'Picture' of pictures and adds 'Logits' and 'Probabilities', vectors of Single; --save writes " +
        "one";

    /// <summary>Creates a pipeline that starts from a column of pictures, in any form that PreprocessImages accepts.</summary>
    /// <exception cref="UnusableInputException">The model does not return logits of classes that exclude each other.</exception>
    public static IEstimator<ITransformer> Create(MLContext ml, ModelFile model, ImagePreprocessingOptions input, Action<string> note)
    {
        EstimatorChain<OnnxScoringTransformer> scored =
            ml.Transforms.PreprocessImages("Pixels", nameof(Input.Picture), input).Append(
                LogitsStage.Create(ml, Options(model, input), model.HasOneLogit, note));
        SoftmaxEstimator softmax = ml.Transforms.Softmax(nameof(Output.Probabilities), nameof(Output.Logits));
        // A single logit x belongs to the second of two classes with the logits 0 and x. The probability of that class is the sigmoid of x.
        return model.HasOneLogit
            ? scored.Append(ml.Transforms.Expression("Opposite", "(x) : x - x", nameof(Output.Logits)))
                .Append(ml.Transforms.Concatenate(nameof(Output.Logits), "Opposite", nameof(Output.Logits)))
                .Append(softmax)
            : scored.Append(softmax);
    }

    /// <summary>Appends stages to a pipeline that compute how sure its answers are, and the label where the model is sure enough.</summary>
    public static ITransformer AddAnswers(MLContext ml, ITransformer pipeline, IDataView rows, float minimumProbability)
    {
        IEstimator<ITransformer> answers = ml.Transforms.Entropy(nameof(Output.Entropy), nameof(Output.Logits))
            .Append(ml.Transforms.Margin(nameof(Output.Margin), nameof(Output.Logits)));
        if (minimumProbability > 0)
        {
            answers = answers.Append(ml.Transforms.SelectLabel(nameof(Output.PredictedLabel), nameof(Output.Probabilities),
                minimumProbability: minimumProbability));
        }

        return new TransformerChain<ITransformer>(pipeline, answers.Fit(pipeline.Transform(rows)));
    }

    /// <exception cref="InvalidDataException">There is no column of logits, or no column of probabilities.</exception>
    public static void CheckColumns(DataViewSchema scored)
    {
        foreach (string column in new[] { nameof(Output.Logits), nameof(Output.Probabilities) })
        {
            if (scored.GetColumnOrNull(column)?.Type is not VectorDataViewType { ItemType: NumberDataViewType { RawType: var type } }
                || type != typeof(float))
            {
                throw new InvalidDataException($"it has no column '{column}' of Single vectors; {Usable}");
            }
        }
    }

    private static OnnxScoringOptions Options(ModelFile model, ImagePreprocessingOptions input) => new()
    {
        OutputColumnName = nameof(Output.Logits),
        InputColumnName = "Pixels",
        ModelFile = model.Path,
        ModelOutputName = model.Output,
        DimensionSizes = model.Input.DynamicSizes(input),
    };

    /// <summary>An input row: the content of a file.</summary>
    internal sealed class Input
    {
        public byte[] Picture { get; set; } = [];
    }

    /// <summary>An input row for pipelines that were saved by other programs, or by version 0.1 of this one.</summary>
    internal sealed class ImageInput
    {
        [ImageOfAnySize]
        public MLImage? Picture { get; set; }
    }

    /// <summary>The columns to read, with a value for each class.</summary>
    internal sealed class Output
    {
        public float[] Logits { get; set; } = [];

        public float[] Probabilities { get; set; } = [];

        /// <summary>In nats; 0 when the model is certain.</summary>
        public float Entropy { get; set; }

        /// <summary>The difference between the two largest logits.</summary>
        public float Margin { get; set; }

        /// <summary>The class, counted from 1; 0 when no class is probable enough.</summary>
        public uint PredictedLabel { get; set; }
    }
}
