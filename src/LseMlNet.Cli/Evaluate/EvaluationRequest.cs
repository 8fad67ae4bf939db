namespace LseMlNet.Cli.Evaluate;

/// <summary>The evaluation that the user requested.</summary>
/// <param name="DataFolder">The folder of the IDX files or of the classes, or a CSV file.</param>
/// <param name="Model">The model, and how pictures are prepared for it.</param>
/// <param name="Bins">The number of bins of the calibration errors and the reliability diagram.</param>
/// <param name="CompareNaive">Whether to show what other methods would have reported.</param>
/// <param name="Limits">The limits on the size of a picture.</param>
internal sealed record EvaluationRequest(string DataFolder, ModelChoice Model, int Bins, bool CompareNaive, Limits Limits)
{
    /// <summary>The part of the pictures to score.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>The files that are read, except the pictures in folders.</summary>
    public IEnumerable<string> Files => [.. Model.Files, .. File.Exists(DataFolder) ? [DataFolder] : LabelledPictures.FilesIn(DataFolder)];

    public string ModelFile => Model.ModelFile;

    public string? LabelsFile => Model.LabelsFile;

    /// <summary>The number that is subtracted from each pixel of an IDX file.</summary>
    public float Mean => Model.Input.Mean?[0] ?? 0;

    /// <summary>The number by which the difference is then multiplied.</summary>
    public float Scale => Model.Input.Scale?[0] ?? 1 / (Model.Input.Deviation?[0] ?? 1);

    public bool IsOwnModelOnShippedPictures => DataFolder == LabelledPictures.Shipped && ModelFile != ModelChoice.ShippedModel;
}
