namespace LseMlNet.Cli.Evaluate;

/// <summary>What the user asked to evaluate.</summary>
/// <param name="DataFolder">The folder of the IDX files.</param>
/// <param name="ModelFile">An ONNX model that gives logits.</param>
/// <param name="LabelsFile">One class name per line; null for numbers.</param>
/// <param name="Mean">Subtracted from each pixel first.</param>
/// <param name="Scale">Then each pixel is multiplied by this.</param>
/// <param name="Bins">The number of bins of the calibration errors and the reliability diagram.</param>
/// <param name="CompareNaive">Whether to show what other methods would have reported.</param>
internal sealed record EvaluationRequest(string DataFolder, string ModelFile, string? LabelsFile, float Mean, float Scale, int Bins, bool CompareNaive)
{
    public bool IsOwnModelOnShippedPictures => DataFolder == LabelledPictures.Shipped && ModelFile != ModelChoice.ShippedModel;
}
