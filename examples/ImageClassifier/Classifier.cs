using Microsoft.ML;
using Microsoft.ML.Data;
using static LseMlNet.Examples.ImageClassifier.UnusableInputException;

namespace LseMlNet.Examples.ImageClassifier;

/// <summary>A pipeline with the names of its classes, ready to be asked about one picture after the other.</summary>
internal sealed class Classifier
{
    private readonly MLContext _ml;
    private readonly ITransformer _pipeline;
    private readonly Labels _labels;
    private readonly PredictionEngine<ClassifierPipeline.Input, ClassifierPipeline.Output> _engine;

    private Classifier(MLContext ml, ITransformer pipeline, Labels labels)
    {
        _ml = ml;
        _pipeline = pipeline;
        _labels = labels;
        _engine = ml.Model.CreatePredictionEngine<ClassifierPipeline.Input, ClassifierPipeline.Output>(pipeline);
        if (_engine.OutputSchema[nameof(ClassifierPipeline.Output.Logits)].Type is VectorDataViewType { IsKnownSize: true } logits)
            labels.CheckCount(logits.Size);
    }

    /// <summary>A pipeline around an ONNX model.</summary>
    /// <exception cref="UnusableInputException">The model is missing, is none, or is not one of such pictures.</exception>
    public static Classifier FromModel(MLContext ml, string modelFile, ModelInput input, Labels labels)
    {
        FindFile("model", modelFile);
        input.CheckCounts();
        IEstimator<ITransformer> pipeline = Explain($"model '{modelFile}' cannot be used", () => ClassifierPipeline.Create(ml, modelFile, input));
        return Explain($"model '{modelFile}' takes other pictures than the options say (--size, --channels)", () =>
            new Classifier(ml, pipeline.Fit(NoRows(ml)), labels));
    }

    /// <summary>A pipeline that <see cref="Save"/> wrote.</summary>
    /// <exception cref="UnusableInputException">The file is missing, or is not such a pipeline.</exception>
    public static Classifier FromPipeline(MLContext ml, string pipelineFile, Labels? labels)
    {
        FindFile("pipeline", pipelineFile);
        return Explain($"pipeline '{pipelineFile}' cannot be used", () =>
            new Classifier(ml, ml.Model.Load(pipelineFile, out _), labels ?? Labels.ReadFrom(pipelineFile)));
    }

    /// <summary>Saves the whole pipeline: the stages, the model inside its stage, and beside them the names of the classes.</summary>
    /// <exception cref="UnusableInputException">The file cannot be written.</exception>
    public void Save(string pipelineFile) => Explain($"pipeline '{pipelineFile}' cannot be saved", () =>
    {
        _ml.Model.Save(_pipeline, NoRows(_ml).Schema, pipelineFile);
        _labels.AddTo(pipelineFile);
        return pipelineFile;
    });

    /// <summary>Says what a picture shows: the classes with the largest logits, the largest first.</summary>
    /// <exception cref="UnusableInputException">The picture cannot be read.</exception>
    public Classification Classify(Picture picture, int top)
    {
        PictureCheck.Check(picture);
        ClassifierPipeline.Output output = Explain($"{picture.Name}: this picture is damaged, or the model cannot score it", () =>
            _engine.Predict(new ClassifierPipeline.Input { File = picture.File }));

        float[] naive = NaiveSoftmax.Compute(output.Logits);
        IEnumerable<ClassScore> scores =
            from slot in Enumerable.Range(0, output.Logits.Length)
            orderby output.Logits[slot] descending
            select new ClassScore(_labels[slot], output.Logits[slot], output.Probabilities[slot], naive[slot]);
        return new Classification(picture.Name, [.. scores.Take(top)]);
    }

    private static IDataView NoRows(MLContext ml) => ml.Data.LoadFromEnumerable<ClassifierPipeline.Input>([]);

    private static void FindFile(string what, string file)
    {
        if (!File.Exists(file))
            throw new UnusableInputException($"there is no {what} file '{file}'");
    }
}
