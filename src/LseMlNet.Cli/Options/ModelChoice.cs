using Microsoft.ML;

namespace LseMlNet.Cli.Options;

/// <summary>The model that the user chose, or the saved pipeline.</summary>
/// <param name="ModelFile">An ONNX model that returns logits.</param>
/// <param name="LabelsFile">One class name per line; null for numbers, or for the names in <paramref name="PipelineFile"/>.</param>
/// <param name="OutputName">The model's output that holds the logits; null for the only one.</param>
/// <param name="Input">The user's choices about how pictures are prepared for the model.</param>
/// <param name="PipelineFile">A saved pipeline to use instead of the model.</param>
/// <param name="MinimumProbability">The minimum probability of an answer; 0 accepts every answer.</param>
internal sealed record ModelChoice(string ModelFile, string? LabelsFile, string? OutputName, PreprocessingChoice Input, string? PipelineFile, float MinimumProbability)
{
    /// <summary>The model that ships with the program.</summary>
    public static readonly string ShippedModel = Path.Combine(AppContext.BaseDirectory, "Model", "fashion.onnx");

    /// <summary>The names of its classes.</summary>
    public static readonly string ShippedLabels = Path.Combine(AppContext.BaseDirectory, "Model", "labels.txt");

    public bool IsShipped => PipelineFile is null && ModelFile == ShippedModel;

    /// <summary>The files that <see cref="Open"/> reads.</summary>
    public IEnumerable<string> Files =>
        [.. new[] { PipelineFile ?? ModelFile, LabelsFile }.OfType<string>(), .. PipelineFile is null ? Input.FilesFor(ModelFile) : []];

    /// <summary>Creates the pipeline, or loads it.</summary>
    /// <exception cref="UnusableInputException">The model, the labels or the pipeline cannot be used, or do not fit together.</exception>
    public Classifier Open(MLContext ml, Messages messages)
    {
        Labels? labels = LabelsFile is null ? null : Labels.Read(LabelsFile);
        return PipelineFile is null
            ? FromModel(ml, labels ?? Labels.None, messages)
            : Classifier.FromPipeline(ml, PipelineFile, labels, MinimumProbability);
    }

    private Classifier FromModel(MLContext ml, Labels labels, Messages messages)
    {
        var model = Models.ModelFile.Read(ModelFile, OutputName);
        return Classifier.FromModel(ml, model, Input.Complete(model, messages.Note), labels, MinimumProbability, messages.Note);
    }
}
