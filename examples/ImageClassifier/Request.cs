namespace LseMlNet.Examples.ImageClassifier;

/// <summary>What the user asked for.</summary>
/// <param name="Pictures">Files and folders.</param>
/// <param name="ModelFile">An ONNX model that gives logits.</param>
/// <param name="LabelsFile">A class name a line; null for numbers, or for the names in <paramref name="PipelineFile"/>.</param>
/// <param name="Input">What the model wants to be given.</param>
/// <param name="PipelineFile">A saved pipeline to use in place of the model.</param>
/// <param name="SaveFile">Where to save the pipeline.</param>
/// <param name="Top">How many classes to show.</param>
/// <param name="CompareNaive">Whether to show what the naive softmax says.</param>
internal sealed record Request(
    IReadOnlyList<string> Pictures,
    string ModelFile,
    string? LabelsFile,
    ModelInput Input,
    string? PipelineFile,
    string? SaveFile,
    int Top,
    bool CompareNaive);
