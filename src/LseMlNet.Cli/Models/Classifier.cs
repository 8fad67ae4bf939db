using Microsoft.ML;
using Microsoft.ML.Data;
using static LseMlNet.Cli.UnusableInputException;

namespace LseMlNet.Cli.Models;

/// <summary>Classifies pictures one after another, with a pipeline and the names of its classes.</summary>
internal sealed class Classifier
{
    private readonly MLContext _ml;
    private readonly ITransformer _pipeline;
    private readonly Labels _labels;
    private readonly PredictionEngine<ClassifierPipeline.Input, ClassifierPipeline.Output> _engine;

    private Classifier(MLContext ml, ITransformer pipeline, Labels labels, float minimumProbability)
    {
        _ml = ml;
        _pipeline = pipeline;
        _labels = labels;
        MinimumProbability = minimumProbability;

        DataViewSchema scored = pipeline.GetOutputSchema(NoRows(ml).Schema);
        ClassifierPipeline.CheckColumns(scored);
        if (scored[nameof(ClassifierPipeline.Output.Logits)].Type is VectorDataViewType { IsKnownSize: true } logits)
        {
            labels.CheckCount(logits.Size);
            MostClasses = logits.Size;
        }
        ITransformer answers = ClassifierPipeline.AddAnswers(ml, pipeline, NoRows(ml), minimumProbability);
        // Without a minimum probability there is no column of labels.
        _engine = ml.Model.CreatePredictionEngine<ClassifierPipeline.Input, ClassifierPipeline.Output>(answers, ignoreMissingColumns: true);
    }

    /// <summary>How probable the most probable class must be for an answer; 0 accepts every answer.</summary>
    public float MinimumProbability { get; }

    /// <summary>The number of classes if the model states it, otherwise an upper bound.</summary>
    public int MostClasses { get; } = int.MaxValue;

    /// <summary>The pipeline of an ONNX model.</summary>
    /// <exception cref="UnusableInputException">The file is missing, is not a model, or does not fit the options or the labels.</exception>
    public static Classifier FromModel(MLContext ml, string modelFile, ModelInput input, Labels labels, float minimumProbability)
    {
        ModelFile.Read(modelFile).CheckFits(input);
        return Explain($"model '{modelFile}' cannot be used", () =>
            new Classifier(ml, ClassifierPipeline.Create(ml, modelFile, input).Fit(NoRows(ml)), labels, minimumProbability));
    }

    /// <summary>A pipeline that <see cref="Save"/> wrote.</summary>
    /// <exception cref="UnusableInputException">The file is missing, or is not such a pipeline.</exception>
    public static Classifier FromPipeline(MLContext ml, string pipelineFile, Labels? labels, float minimumProbability)
    {
        if (!File.Exists(pipelineFile))
        {
            throw new UnusableInputException($"there is no pipeline file '{pipelineFile}'");
        }

        return Explain($"pipeline '{pipelineFile}' cannot be used", () =>
            new Classifier(ml, SavedPipeline.Load(ml, pipelineFile), labels ?? Labels.ReadFrom(pipelineFile), minimumProbability));
    }

    /// <summary>The same classifier with its own engine, for another thread; the pipeline is shared.</summary>
    public Classifier WithOwnEngine() => new(_ml, _pipeline, _labels, MinimumProbability);

    /// <summary>The start of the error when a pipeline cannot be saved.</summary>
    public static string NotSaved(string pipelineFile) => $"pipeline '{pipelineFile}' cannot be saved";

    /// <summary>Saves the whole pipeline with its model and the names of the classes.</summary>
    /// <exception cref="UnusableInputException">The file cannot be written.</exception>
    public void Save(string pipelineFile) => Explain(NotSaved(pipelineFile), () =>
    {
        SavedPipeline.Save(_ml, _pipeline, _labels, pipelineFile);
        return pipelineFile;
    });

    /// <inheritdoc cref="Classify(byte[], string, int, int)"/>
    public Classification Classify(Picture picture, int top) => Classify(picture.Read(), picture.Name, top, PictureDecoder.MaxPixels);

    /// <summary>Classifies a picture. The answer has the classes with the largest logits, in descending order.</summary>
    /// <param name="picture">The content of its file.</param>
    /// <param name="name">What the user calls it.</param>
    /// <param name="top">The maximum number of classes in the answer.</param>
    /// <param name="maxPixels">How many pixels the picture may have.</param>
    /// <exception cref="UnusableInputException">The picture cannot be read, or the model's logits for it have no probabilities.</exception>
    public Classification Classify(byte[] picture, string name, int top, int maxPixels)
    {
        ClassifierPipeline.Output output = Explain($"{name}: the picture cannot be decoded or scored", () =>
        {
            using MLImage image = PictureDecoder.Decode(picture, name, maxPixels);
            return _engine.Predict(new ClassifierPipeline.Input { Picture = image });
        });

        if (output.Probabilities.Any(float.IsNaN))
        {
            throw new UnusableInputException($"{name}: there are no probabilities, because the model's logits contain {WhatIsWrong(output.Logits)}; check --mean and --scale");
        }

        float[] naive = NaiveSoftmax.Compute(output.Logits);
        IEnumerable<ClassScore> scores =
            from slot in Enumerable.Range(0, output.Logits.Length)
            orderby output.Logits[slot] descending
            select new ClassScore(_labels[slot], output.Logits[slot], output.Probabilities[slot], naive[slot]);
        return new Classification(name, [.. scores.Take(top)], output.Entropy, output.Margin, IsAccepted: MinimumProbability == 0 || output.PredictedLabel != 0);
    }

    private static string WhatIsWrong(float[] logits) =>
        logits.Any(float.IsNaN) ? "NaN" : logits.Any(float.IsPositiveInfinity) ? "+∞" : "nothing but −∞";

    private static IDataView NoRows(MLContext ml) => ml.Data.LoadFromEnumerable<ClassifierPipeline.Input>([]);
}
