using LseMlNet.Images.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Images.Tests.Conventions;

/// <summary>Numbers in the texts of the library are the same whatever the culture of the program is.</summary>
public sealed class CultureTests
{
    private static readonly Dictionary<string, Action<MLContext>> Errors = new()
    {
        ["width"] = ml => ml.Transforms.PreprocessImages("Pixels", "File", new ImagePreprocessingOptions { Width = -5, Height = 5 }),
        ["short side"] = ml => ml.Transforms.PreprocessImages("Pixels", "File", new ImagePreprocessingOptions { Width = 5, Height = 5, ShortSide = -3 }),
        ["scale"] = ml => ml.Transforms.PreprocessImages("Pixels", "File", new ImagePreprocessingOptions { Width = 5, Height = 5, Scale = [-0.5f, 0, 1.5f] }),
        ["mean"] = ml => ml.Transforms.PreprocessImages("Pixels", "File", new ImagePreprocessingOptions { Width = 5, Height = 5, Mean = [-0.5f, float.NaN] }),
        ["pixels"] = ml => ml.Transforms.PreprocessImages("Pixels", "File", new ImagePreprocessingOptions { Width = 5, Height = 5, MaxPixels = -1 }),
        ["picture that is too large"] = ml => TestPictures.Prepare(
            ml, new ImagePreprocessingOptions { Width = 5, Height = 5, MaxPixels = 5_000 }, TestPictures.PathOf("landscape.jpg")),
    };

    public static TheoryData<string> Names => [.. Errors.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Error_InEveryCulture_IsTheSame(string name) =>
        ForeignCulture.AssertSame(() => Assert.ThrowsAny<Exception>(() => Errors[name](new MLContext())).Message);
}
