using Microsoft.ML;

namespace LseMlNet.Images.Tests;

/// <summary>The options that are refused, and the presets.</summary>
public sealed class ImagePreprocessingOptionsTests
{
    public static TheoryData<string, Action<ImagePreprocessingOptions>> Refused => new()
    {
        { "Width is 0; expected 1 to 10000, the size that the model takes in pixels.", options => options.Width = 0 },
        { "Height is 10001; expected 1 to 10000, the size that the model takes in pixels.", options => options.Height = 10_001 },
        { "Fit is 7; expected Crop, Pad, Fill.", options => options.Fit = (ImageFit)7 },
        { "Scale is 1, 0, 1; expected no 0, which would make every picture the same.", options => options.Scale = [1, 0, 1] },
        { "Mean is 2 numbers (1, 2); expected one finite number for all channels, or 3, one for each " +
            "channel.", options => options.Mean = [1, 2] },
        { "Mean is NaN; expected one finite number for all channels, or 3, one for each channel.", options => options.Mean = [float.NaN] },
        { "Scale is null; expected one finite number for all channels, or 3, one for each channel.", options => options.Scale = null! },
        { "ShortSide is 9; expected 20, the longer of Width and Height, to 10000.", options => options.ShortSide = 9 },
        { "ShortSide is 30 and Fit is Pad; expected Crop, because only cropping scales the short " +
            "side.", options => (options.ShortSide, options.Fit) = (30, ImageFit.Pad) },
        {
            "AsBytes is true; expected Mean 0, Scale 1 and UnreadableImages Throw, because a byte holds nothing but a pixel.",
            options => (options.AsBytes, options.Mean) = (true, [1])
        },
        { "MaxPixels is 0; expected 1 or more.", options => options.MaxPixels = 0 },
    };

    [Theory, MemberData(nameof(Refused))]
    public void PreprocessImages_OptionOutOfRange_NamesOptionAndRange(string message, Action<ImagePreprocessingOptions> change)
    {
        var options = new ImagePreprocessingOptions { Width = 20, Height = 10 };
        change(options);

        Assert.StartsWith(
            $"PreprocessImages: {message}",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => new MLContext().Transforms.PreprocessImages("Pixels", "File", options)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void FromPreset_EachName_IsUsable() => Assert.All(ImagePreprocessingOptions.PresetNames, name =>
        new MLContext().Transforms.PreprocessImages("Pixels", "File", ImagePreprocessingOptions.FromPreset(name, 299, 299)));

    [Fact]
    public void FromPreset_Imagenet_CropsAsTorchvision()
    {
        var options = ImagePreprocessingOptions.FromPreset("ImageNet");

        Assert.Equal((224, 224, 256), (options.Width, options.Height, options.ShortSide));
        Assert.Equal([123.675f, 116.28f, 103.53f], options.Mean.Select(mean => MathF.Round(mean, 3)));
        Assert.Equal([58.395f, 57.12f, 57.375f], options.Scale.Select(scale => MathF.Round(1 / scale, 3)));
    }

    [Fact]
    public void FromPreset_UnknownName_ListsTheNames() => Assert.StartsWith(
        "PreprocessImages: there is no preset 'resnet'; expected one of none, unit, symmetric, imagenet, clip, caffe.",
        Assert.Throws<ArgumentException>(() => ImagePreprocessingOptions.FromPreset("resnet")).Message,
        StringComparison.Ordinal);
}
