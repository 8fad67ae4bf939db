using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;
using static LseMlNet.Cli.UnusableInputException;

namespace LseMlNet.Cli.Models;

/// <summary>
/// Classifies pictures one after another, with a pipeline and the names of its classes. Each thread needs its own classifier.
/// </summary>
internal sealed class Classifier
{
    private readonly MLContext _ml;
    private readonly ITransformer _pipeline;
    private readonly Labels _labels;
    private readonly Func<byte[], string, ClassifierPipeline.Output> _predict;

    private Classifier(MLContext ml, ITransformer pipeline, Labels labels, float minimumProbability)
    {
        _ml = ml;
        _pipeline = pipeline;
        MinimumProbability = minimumProbability;

        bool takesFiles = pipeline is IEnumerable<ITransformer> stages && stages.FirstOrDefault() is PreprocessImagesTransformer;
        IDataView rows = takesFiles
            ? ml.Data.LoadFromEnumerable<ClassifierPipeline.Input>([])
            : ml.Data.LoadFromEnumerable<ClassifierPipeline.ImageInput>([]);
        DataViewSchema scored = OutputSchema(pipeline, rows.Schema);
        ClassifierPipeline.CheckColumns(scored);
        _labels = labels;
        if (scored[nameof(ClassifierPipeline.Output.Logits)].Type is VectorDataViewType { IsKnownSize: true } logits)
        {
            _labels = labels.Or(pipeline, logits.Size);
            _labels.CheckCount(logits.Size);
            MostClasses = logits.Size;
        }
        ITransformer answers = ClassifierPipeline.AddAnswers(ml, pipeline, rows, minimumProbability);
        _predict = takesFiles ? PredictFile(ml, answers) : PredictImage(ml, answers);
    }

    /// <summary>How probable the most probable class must be for an answer; 0 accepts every answer.</summary>
    public float MinimumProbability { get; }

    /// <summary>The SHA-256 of the file of the model or pipeline.</summary>
    public string ModelHash { get; private init; } = "";

    /// <summary>The number of classes if the model states it, otherwise an upper bound.</summary>
    public int MostClasses { get; } = int.MaxValue;

    /// <summary>How pictures are prepared; null for a saved pipeline, which prepares them itself.</summary>
    public ImagePreprocessingOptions? Input { get; private init; }

    /// <summary>Creates a classifier from an ONNX model.</summary>
    /// <exception cref="UnusableInputException">The model does not fit the options or the labels.</exception>
    public static Classifier FromModel(
        MLContext ml, ModelFile model, ImagePreprocessingOptions input, Labels labels, float minimumProbability, Action<string> note) =>
        Explain($"model '{model.Path}' cannot be used", () =>
        {
            IDataView rows = ml.Data.LoadFromEnumerable<ClassifierPipeline.Input>([]);
            return new Classifier(ml, ClassifierPipeline.Create(ml, model, input, note).Fit(rows), labels, minimumProbability)
            {
                Input = input,
                ModelHash = Hash(model.Path),
            };
        });

    /// <summary>Creates a classifier from a pipeline that <see cref="Save"/> wrote.</summary>
    /// <exception cref="UnusableInputException">The file is missing, or does not contain such a pipeline.</exception>
    public static Classifier FromPipeline(MLContext ml, string pipelineFile, Labels? labels, float minimumProbability)
    {
        if (!File.Exists(pipelineFile))
        {
            throw new UnusableInputException($"there is no pipeline file '{pipelineFile}'");
        }

        return Explain($"pipeline '{pipelineFile}' cannot be used", () =>
            new Classifier(ml, SavedPipeline.Load(ml, pipelineFile), labels ?? Labels.ReadFrom(pipelineFile), minimumProbability)
            {
                ModelHash = Hash(pipelineFile),
            });
    }

    /// <summary>Returns the same classifier with its own engine, for another thread; the pipeline is shared.</summary>
    public Classifier WithOwnEngine() => new(_ml, _pipeline, _labels, MinimumProbability) { Input = Input, ModelHash = ModelHash };

    /// <summary>
    /// Returns the same classifier with a stage that divides the logits by a temperature. This works
    /// only for a model, not for a saved pipeline.
    /// </summary>
    public Classifier Calibrated(TemperatureScalingTransformer scaling)
    {
        // The last stage is the softmax.
        ITransformer[] stages = [.. (IEnumerable<ITransformer>)_pipeline];
        return new Classifier(_ml, new TransformerChain<ITransformer>([.. stages[..^1], scaling, stages[^1]]), _labels,
            MinimumProbability)
        { Input = Input, ModelHash = ModelHash };
    }

    /// <summary>The start of the error when a pipeline cannot be saved.</summary>
    public static string NotSaved(string pipelineFile) => $"pipeline '{pipelineFile}' cannot be saved";

    /// <summary>Saves the whole pipeline with its model and the names of the classes.</summary>
    /// <exception cref="UnusableInputException">The file cannot be written.</exception>
    public void Save(string pipelineFile) => Explain(NotSaved(pipelineFile), () =>
    {
        SavedPipeline.Save(_ml, _pipeline, _labels, pipelineFile);
        return pipelineFile;
    });

    /// <inheritdoc cref="Classify(byte[], string, int, Limits)"/>
    public Classification Classify(Picture picture, int top, Limits limits) =>
        Classify(picture.Read(limits.MaxBytes), picture.Name, top, limits);

    /// <summary>Classifies a picture. The answer has the classes with the largest logits, in descending order.</summary>
    /// <param name="picture">The content of the picture's file.</param>
    /// <param name="name">What the user calls it.</param>
    /// <param name="top">The maximum number of classes in the answer.</param>
    /// <param name="limits">The limits on the size of the picture.</param>
    /// <exception cref="UnusableInputException">The picture cannot be read, or the model's logits for it have no softmax.</exception>
    public Classification Classify(byte[] picture, string name, int top, Limits limits)
    {
        EncodedPicture header = PictureDecoder.Inspect(picture, name, limits.MaxPixels);
        ClassifierPipeline.Output output = Explain($"{name}: the picture cannot be decoded or scored", () => _predict(picture, name));
        if (output.Probabilities.Any(float.IsNaN))
        {
            throw new UnusableInputException(
                $"{name}: there are no probabilities, because the model's logits contain {WhatIsWrong(output.Logits)}; check --mean and " +
                "--scale");
        }

        float[] naive = NaiveSoftmax.Compute(output.Logits);
        IEnumerable<ClassScore> scores =
            from slot in Enumerable.Range(0, output.Logits.Length)
            orderby output.Logits[slot] descending
            select new ClassScore(slot, _labels[slot], output.Logits[slot], output.Probabilities[slot], naive[slot]);
        return new Classification(
            name,
            [.. scores.Take(top)],
            output.Entropy,
            output.Margin,
            IsAccepted: MinimumProbability == 0 || output.PredictedLabel != 0,
            new PictureSize(header.Width, header.Height),
            ModelHash);
    }

    /// <summary>Computes the SHA-256 of a file.</summary>
    public static string Hash(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    // The pipeline starts from something else, such as the features of a trainer.
    private static DataViewSchema OutputSchema(ITransformer pipeline, DataViewSchema input)
    {
        try
        {
            return pipeline.GetOutputSchema(input);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            string reason = e.Message.Split('\n')[0].Replace(
                $" (Parameter '{(e as ArgumentException)?.ParamName}')", "", StringComparison.Ordinal).TrimEnd('.', '\r');
            throw new InvalidDataException($"it does not take pictures: {reason}; {ClassifierPipeline.Usable}", e);
        }
    }

    private static string WhatIsWrong(float[] logits) =>
        logits.Any(float.IsNaN) ? "NaN" : logits.Any(float.IsPositiveInfinity) ? "+∞" : "nothing but −∞";

    private static Func<byte[], string, ClassifierPipeline.Output> PredictFile(MLContext ml, ITransformer answers)
    {
        // Without a minimum probability, there is no column of labels.
        var engine = ml.Model.CreatePredictionEngine<ClassifierPipeline.Input, ClassifierPipeline.Output>(
            answers, ignoreMissingColumns: true);
        return (picture, name) =>
        {
            try
            {
                return engine.Predict(new ClassifierPipeline.Input { Picture = picture });
            }
            catch (InvalidOperationException e) when (e.InnerException is UnreadableImageException reason)
            {
                throw RefusedPictureException.From(reason, name);
            }
        };
    }

    private static Func<byte[], string, ClassifierPipeline.Output> PredictImage(MLContext ml, ITransformer answers)
    {
        var engine = ml.Model.CreatePredictionEngine<ClassifierPipeline.ImageInput, ClassifierPipeline.Output>(
            answers, ignoreMissingColumns: true);
        return (picture, name) =>
        {
            using MLImage image = PictureDecoder.Decode(picture, name, ImageDecoder.MaxPixels);
            return engine.Predict(new ClassifierPipeline.ImageInput { Picture = image });
        };
    }
}
