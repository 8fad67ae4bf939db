namespace LseMlNet.Testing;

/// <summary>Paths of files in the repository, found from the folder in which the tests run.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The image classifier of the example. It maps "image" [batch,1,28,28] to "logits" [batch,10].</summary>
    public static string FashionModel { get; } = PathOf("examples", "ImageClassifier", "Model", "fashion.onnx");

    /// <summary>5,000 pictures, as IDX files, that were not used to train or choose the example's model.</summary>
    public static string FashionHeldOut { get; } = PathOf("src", "LseMlNet.Cli", "Evaluate", "HeldOut");

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "LseMlNet.sln"))
            ? folder
            : FindRoot(
                Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException(
                    $"No folder above {AppContext.BaseDirectory} holds LseMlNet.sln."));
}
