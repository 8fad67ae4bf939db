namespace LseMlNet.OnnxRuntime.Tests.Support;

/// <summary>Files that lie in the repository, or beside it.</summary>
internal static class Repository
{
    /// <summary>The image classifier that the example ships with: "image" [batch,1,28,28] to "logits" [batch,10].</summary>
    public static string FashionModel { get; } = Path.Combine(Root, "examples", "ImageClassifier", "Model", "fashion.onnx");

    /// <summary>The 5,000 pictures that the example's model was never chosen by, as IDX files.</summary>
    public static string FashionHeldOut { get; } = Path.Combine(Root, "examples", "ImageClassifier", "HeldOut");

    /// <summary>
    /// The folder of the MNIST classifier of the ONNX model zoo (mnist-8, https://github.com/onnx/models) with its official test
    /// vectors: model.onnx, input_k.pb, output_k.pb. It is no part of the repository and may be absent.
    /// </summary>
    public static string Mnist { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "real", "mnist-8"));

    private static string Root
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "LseMlNet.sln")))
                folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds LseMlNet.sln.");
            return folder;
        }
    }
}
