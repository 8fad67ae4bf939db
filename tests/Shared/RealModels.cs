namespace LseMlNet.Tests.Shared;

/// <summary>
/// Real models that are no part of the repository and may lie beside it. Tests that need them are skipped where they are absent, unless
/// LSEMLNET_REQUIRE_REAL_MODELS is 1, as in CI: then they fail.
/// </summary>
internal static class RealModels
{
    /// <summary>
    /// The MNIST classifier of the ONNX model zoo (mnist-8, https://github.com/onnx/models) with its official test vectors: model.onnx,
    /// input_k.pb, output_k.pb.
    /// </summary>
    public static string Mnist => Find("mnist-8");

    /// <summary>A classifier of 1,000 ImageNet classes: model.onnx, labels.txt, and two photographs.</summary>
    public static string SqueezeNet => Find("squeezenet");

    private static string Find(string name)
    {
        string folder = Path.GetFullPath(Repository.PathOf("..", "shared", "real", name));
        if (Directory.Exists(folder))
            return folder;
        string reason = $"The real model is not at {folder}.";
        Assert.SkipUnless(Environment.GetEnvironmentVariable("LSEMLNET_REQUIRE_REAL_MODELS") == "1", reason);
        throw new DirectoryNotFoundException(reason);
    }
}
