namespace LseMlNet.Testing;

/// <summary>
/// Real models, which are not part of the repository. LSEMLNET_REAL_MODELS names the folder that holds them; if it is not set, the
/// tests that need a model are skipped.
/// </summary>
public static class RealModels
{
    private const string Variable = "LSEMLNET_REAL_MODELS";

    /// <summary>
    /// The MNIST classifier of the ONNX model zoo (mnist-8, https://github.com/onnx/models) with its official test vectors: model.onnx,
    /// input_k.pb, output_k.pb.
    /// </summary>
    public static string Mnist => Find("mnist-8");

    /// <summary>A classifier of 1,000 ImageNet classes: model.onnx, labels.txt, and two photographs.</summary>
    public static string SqueezeNet => Find("squeezenet");

    /// <summary>The folder of a model, or null if <c>LSEMLNET_REAL_MODELS</c> is not set.</summary>
    public static string? TryFind(string name) =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? Path.Combine(folder, name) : null;

    private static string Find(string name)
    {
        string? folder = TryFind(name);
        Assert.SkipWhen(folder is null, $"{Variable} is not set; it names the folder that holds the real model {name}.");
        return Directory.Exists(folder)
            ? folder
            : throw new DirectoryNotFoundException($"{Variable} is set, but there is no folder {folder}.");
    }
}
