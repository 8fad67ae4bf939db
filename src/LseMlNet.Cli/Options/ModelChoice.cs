using Microsoft.ML;

namespace LseMlNet.Cli.Options;

/// <summary>The model that the user chose, or the saved pipeline.</summary>
/// <param name="ModelFile">An ONNX model that gives logits.</param>
/// <param name="LabelsFile">One class name per line; null for numbers, or for the names in <paramref name="PipelineFile"/>.</param>
/// <param name="Input">What the model takes.</param>
/// <param name="PipelineFile">A saved pipeline to use instead of the model.</param>
/// <param name="MinimumProbability">The minimum probability of an answer; 0 accepts every answer.</param>
internal sealed record ModelChoice(string ModelFile, string? LabelsFile, ModelInput Input, string? PipelineFile, float MinimumProbability)
{
    /// <summary>The model that ships with the program.</summary>
    public static readonly string ShippedModel = Path.Combine(AppContext.BaseDirectory, "Model", "fashion.onnx");

    /// <summary>The names of its classes.</summary>
    public static readonly string ShippedLabels = Path.Combine(AppContext.BaseDirectory, "Model", "labels.txt");

    public bool IsShipped => PipelineFile is null && ModelFile == ShippedModel;

    /// <summary>The files that <see cref="Open"/> reads.</summary>
    public IEnumerable<string> Files => new[] { PipelineFile ?? ModelFile, LabelsFile }.OfType<string>();

    /// <summary>Creates the pipeline, or loads it.</summary>
    /// <exception cref="UnusableInputException">The model, the labels or the pipeline cannot be used, or do not fit together.</exception>
    public Classifier Open(MLContext ml)
    {
        Labels? labels = LabelsFile is null ? null : Labels.Read(LabelsFile);
        return PipelineFile is null
            ? Classifier.FromModel(ml, ModelFile, Input, labels ?? Labels.None, MinimumProbability)
            : Classifier.FromPipeline(ml, PipelineFile, labels, MinimumProbability);
    }
}
