using LseMlNet.Tests.Support;
using PublicApiGenerator;

namespace LseMlNet.Tests.Conventions;

/// <summary>PublicApi.txt in each project lists its public API, so every API change shows up as a change to that file.</summary>
public sealed class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new()
    {
        IncludeAssemblyAttributes = false,
        // The catalogs are in the namespace Microsoft.ML, which is left out by default.
        DenyNamespacePrefixes = [],
    };

    [Fact]
    public void LseMlNetNumerics_PublicApi_IsTracked() => AssertTracked(typeof(Numerics.Logits));

    [Fact]
    public void LseMlNet_PublicApi_IsTracked() => AssertTracked(typeof(SoftmaxEstimator));

    [Fact]
    public void LseMlNetOnnxRuntime_PublicApi_IsTracked() => AssertTracked(typeof(OnnxRuntime.OnnxScoringEstimator));

    [Fact]
    public void LseMlNetImages_PublicApi_IsTracked() => AssertTracked(typeof(Images.PreprocessImagesEstimator));

    [Fact]
    public void LseMlNetFiles_PublicApi_IsTracked() => AssertTracked(typeof(Files.LogitsFileOptions));

    private static void AssertTracked(Type type) =>
        Tracked.AssertSame(type.Assembly.GeneratePublicApi(Options), "src", type.Assembly.GetName().Name!, "PublicApi.txt");
}
