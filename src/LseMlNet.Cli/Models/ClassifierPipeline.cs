using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.Transforms.Image.ImagePixelExtractingEstimator;
using static Microsoft.ML.Transforms.Image.ImageResizingEstimator;

namespace LseMlNet.Cli.Models;

/// <summary>The main part of the program: computes the probability of each class from a decoded picture.</summary>
internal static class ClassifierPipeline
{
    public static IEstimator<ITransformer> Create(MLContext ml, string modelFile, ModelInput input) =>
        ml.Transforms.ResizeImages("Picture", input.Size.Width, input.Size.Height, nameof(Input.Picture), Kind(input.Resizing))
            .Append(ExtractPixels(ml, input))
            .Append(ml.Transforms.ScoreOnnxModel(nameof(Output.Logits), "Pixels", modelFile))
            .Append(ml.Transforms.Softmax(nameof(Output.Probabilities), nameof(Output.Logits)));

    /// <summary>Appends stages to a pipeline that compute how sure its answers are, and the label where the model is sure enough.</summary>
    public static ITransformer AddAnswers(MLContext ml, ITransformer pipeline, IDataView rows, float minimumProbability)
    {
        IEstimator<ITransformer> answers = ml.Transforms.Entropy(nameof(Output.Entropy), nameof(Output.Logits))
            .Append(ml.Transforms.Margin(nameof(Output.Margin), nameof(Output.Logits)));
        if (minimumProbability > 0)
        {
            answers = answers.Append(ml.Transforms.SelectLabel(nameof(Output.PredictedLabel), nameof(Output.Probabilities), minimumProbability: minimumProbability));
        }

        return new TransformerChain<ITransformer>(pipeline, answers.Fit(pipeline.Transform(rows)));
    }

    /// <exception cref="InvalidDataException">There is no column of logits, or no column of probabilities.</exception>
    public static void CheckColumns(DataViewSchema scored)
    {
        foreach (string column in new[] { nameof(Output.Logits), nameof(Output.Probabilities) })
        {
            if (scored.GetColumnOrNull(column)?.Type is not VectorDataViewType { ItemType: NumberDataViewType { RawType: var type } } || type != typeof(float))
            {
                throw new InvalidDataException($"it has no column '{column}' of Single vectors; expected a pipeline that --save wrote");
            }
        }
    }

    private static IEstimator<ITransformer> ExtractPixels(MLContext ml, ModelInput input)
    {
        if (input.Mean.Count > 1 || input.Scale.Count > 1)
        {
            return ExtractPlanes(ml, input);
        }

        (float mean, float scale) = (input.Mean[0], input.Scale[0]);
        return input.Channels switch
        {
            Channels.Gray => ml.Transforms.ExtractPixels("Pixels", "Picture", ColorBits.Green, offsetImage: mean, scaleImage: scale),
            Channels.Luma => ml.Transforms.ConvertToGrayscale("Picture")
                .Append(ml.Transforms.ExtractPixels("Pixels", "Picture", ColorBits.Green, offsetImage: mean, scaleImage: scale)),
            Channels.Rgb => ml.Transforms.ExtractPixels("Pixels", "Picture", ColorBits.Rgb, ColorsOrder.ARGB, offsetImage: mean, scaleImage: scale),
            _ => ml.Transforms.ExtractPixels("Pixels", "Picture", ColorBits.Rgb, ColorsOrder.ABGR, offsetImage: mean, scaleImage: scale),
        };
    }

    // ExtractPixels has one mean and one scale, so planes with different values are extracted one by one.
    private static EstimatorChain<ColumnConcatenatingTransformer> ExtractPlanes(MLContext ml, ModelInput input)
    {
        ColorBits[] colors = input.Channels == Channels.Bgr
            ? [ColorBits.Blue, ColorBits.Green, ColorBits.Red]
            : [ColorBits.Red, ColorBits.Green, ColorBits.Blue];

        var planes = new EstimatorChain<ITransformer>();
        for (int i = 0; i < colors.Length; i++)
        {
            planes = planes.Append<ITransformer>(ml.Transforms.ExtractPixels($"{colors[i]}", "Picture", colors[i], offsetImage: input.Mean[i], scaleImage: input.Scale[i]));
        }

        return planes.Append(ml.Transforms.Concatenate("Pixels", [.. colors.Select(color => $"{color}")]));
    }

    private static ResizingKind Kind(Resizing resizing) => resizing switch
    {
        Resizing.Crop => ResizingKind.IsoCrop,
        Resizing.Pad => ResizingKind.IsoPad,
        _ => ResizingKind.Fill,
    };

    /// <summary>An input row.</summary>
    internal sealed class Input
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
