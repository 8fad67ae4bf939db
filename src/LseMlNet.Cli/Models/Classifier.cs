using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using static LseMlNet.Cli.UnusableInputException;

namespace LseMlNet.Cli.Models;

/// <summary>A pipeline with the names of its classes, ready to be asked about one picture after the other.</summary>
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
        // Without a least probability, no label is selected.
        _engine = ml.Model.CreatePredictionEngine<ClassifierPipeline.Input, ClassifierPipeline.Output>(answers, ignoreMissingColumns: true);
    }

    /// <summary>What the likeliest class needs for an answer to be accepted; 0 accepts every one.</summary>
    public float MinimumProbability { get; }

    /// <summary>The number of classes, where the model says it; there are never more.</summary>
    public int MostClasses { get; } = int.MaxValue;

    /// <summary>A pipeline around an ONNX model.</summary>
    /// <exception cref="UnusableInputException">The model is missing, is none, or is not one of such pictures.</exception>
    public static Classifier FromModel(MLContext ml, string modelFile, ModelInput input, Labels labels, float minimumProbability)
    {
        FindFile("model", modelFile);
        IEstimator<ITransformer> pipeline = Explain($"model '{modelFile}' cannot be used", () => ClassifierPipeline.Create(ml, modelFile, input));
        ITransformer fitted = Explain($"model '{modelFile}' takes other pictures than the options say; give --size, and --channels rgb or bgr where it takes colour", () => pipeline.Fit(NoRows(ml)));
        return Explain($"model '{modelFile}' cannot be used", () => new Classifier(ml, fitted, labels, minimumProbability));
    }

    /// <summary>A pipeline that <see cref="Save"/> wrote.</summary>
    /// <exception cref="UnusableInputException">The file is missing, or is not such a pipeline.</exception>
    public static Classifier FromPipeline(MLContext ml, string pipelineFile, Labels? labels, float minimumProbability)
    {
        FindFile("pipeline", pipelineFile);
        return Explain($"pipeline '{pipelineFile}' cannot be used", () =>
            new Classifier(ml, Load(ml, pipelineFile), labels ?? Labels.ReadFrom(pipelineFile), minimumProbability));
    }

    /// <summary>The same with an engine of its own, for another thread; the pipeline is shared.</summary>
    public Classifier WithOwnEngine() => new(_ml, _pipeline, _labels, MinimumProbability);

    /// <summary>Saves the whole pipeline: the stages, the model inside its stage, and beside them the names of the classes.</summary>
    /// <exception cref="UnusableInputException">The file cannot be written.</exception>
    public void Save(string pipelineFile) => Explain($"pipeline '{pipelineFile}' cannot be saved", () =>
    {
        _ml.Model.Save(_pipeline, NoRows(_ml).Schema, pipelineFile);
        _labels.AddTo(pipelineFile);
        return pipelineFile;
    });

    /// <summary>Says what a picture shows: the classes with the largest logits, the largest first.</summary>
    /// <exception cref="UnusableInputException">The picture cannot be read, or what the model gives for it has no probabilities.</exception>
    public Classification Classify(Picture picture, int top)
    {
        PictureCheck.Check(picture);
        ClassifierPipeline.Output output = Explain($"{picture.Name}: this picture is damaged, or the model cannot score it", () =>
            _engine.Predict(new ClassifierPipeline.Input { File = picture.File }));

        if (output.Probabilities.Any(float.IsNaN))
        {
            throw new UnusableInputException($"{picture.Name}: there are no probabilities, since the model gives {WhatIsWrong(output.Logits)}; see --mean and --scale");
        }

        float[] naive = NaiveSoftmax.Compute(output.Logits);
        IEnumerable<ClassScore> scores =
            from slot in Enumerable.Range(0, output.Logits.Length)
            orderby output.Logits[slot] descending
            select new ClassScore(_labels[slot], output.Logits[slot], output.Probabilities[slot], naive[slot]);
        return new Classification(picture.Name, [.. scores.Take(top)], output.Entropy, output.Margin, IsAccepted: MinimumProbability == 0 || output.PredictedLabel != 0);
    }

    private static string WhatIsWrong(float[] logits) =>
        logits.Any(float.IsNaN) ? "NaN" : logits.Any(float.IsPositiveInfinity) ? "+∞" : "nothing but −∞";

    private static IDataView NoRows(MLContext ml) => ml.Data.LoadFromEnumerable<ClassifierPipeline.Input>([]);

    // What ML.NET says of other files does not help.
    private static ITransformer Load(MLContext ml, string pipelineFile)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(pipelineFile);
            if (!archive.Entries.Any(entry => entry.Name == "Model.key"))
            {
                throw new FormatException("it is a ZIP archive, but has no ML.NET pipeline in it");
            }
        }
        catch (InvalidDataException e)
        {
            throw new FormatException("it is no ZIP archive; wanted a pipeline that this program or ML.NET has saved", e);
        }
        return ml.Model.Load(pipelineFile, out _);
    }

    private static void FindFile(string what, string file)
    {
        if (!File.Exists(file))
        {
            throw new UnusableInputException($"there is no {what} file '{file}'");
        }
    }
}
