namespace LseMlNet.Testing;

/// <summary>Finds files of the repository from where the tests run.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The image classifier that the example ships: "image" [batch,1,28,28] to "logits" [batch,10].</summary>
    public static string FashionModel { get; } = PathOf("examples", "ImageClassifier", "Model", "fashion.onnx");

    /// <summary>The 5,000 pictures that the example's model was never chosen by, as IDX files.</summary>
    public static string FashionHeldOut { get; } = PathOf("src", "LseMlNet.Cli", "Evaluate", "HeldOut");

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "LseMlNet.sln"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds LseMlNet.sln."));
}
