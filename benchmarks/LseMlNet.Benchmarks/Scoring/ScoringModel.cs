namespace LseMlNet.Benchmarks.Scoring;

/// <summary>A picture classifier to score with: its file, its input, its output, and the number of rows to score.</summary>
internal sealed record ScoringModel(string Name, string File, string Input, int[] Shape, string Output, int Rows)
{
    public int RowLength => Shape.Aggregate(1, (length, size) => length * size);

    /// <summary>
    /// Returns a generated classifier, the classifier of the example, and real classifiers if LSEMLNET_REAL_MODELS names their folder.
    /// </summary>
    /// <param name="folder">The folder for the generated classifier.</param>
    public static IEnumerable<ScoringModel> All(string folder)
    {
        string small = Path.Combine(folder, "small.onnx");
        System.IO.File.WriteAllBytes(small, SmallNetwork.Model);
        ScoringModel[] models =
        [
            new("small CNN, 62 k multiply-adds", small, "x", [1, 28, 28], "y", 8_000),
            new("fashion, as shipped", Repository.FashionModel, "image", [1, 28, 28], "logits", 4_000),
            new("mnist-8, batch axis fixed at 1", Real("mnist-8"), "Input3", [1, 28, 28], "Plus214_Output_0", 4_000),
            new("squeezenet, float16 weights", Real("squeezenet"), "image", [3, 224, 224], "logits", 8),
        ];
        return models.Where(model => System.IO.File.Exists(model.File));
    }

    private static string Real(string name) => Path.Combine(RealModels.TryFind(name) ?? name, "model.onnx");
}
