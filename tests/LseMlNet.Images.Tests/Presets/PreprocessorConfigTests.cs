namespace LseMlNet.Images.Tests.Presets;

/// <summary>preprocessor_config.json as the image processors of several families of models write it.</summary>
public sealed class PreprocessorConfigTests : IDisposable
{
    private const string Normalization = """ "do_normalize": true, "image_mean": [0.5, 0.4, 0.3], "image_std": [0.25, 0.2, 0.1] """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    // ViT: both sides are stretched.
    [InlineData("""{ "do_resize": true, "size": { "height": 224, "width": 200 }, "resample": 2 }""", 200, 224, ImageFit.Fill, 0, ImageFilter.Bilinear)]
    [InlineData("""{ "size": 224, "resample": 0 }""", 224, 224, ImageFit.Fill, 0, ImageFilter.Nearest)]
    // ResNet and CLIP: the short side is scaled, and the middle is cut out.
    [InlineData("""{ "size": { "shortest_edge": 256 }, "do_center_crop": true, "crop_size": { "height": 224, "width": 224 }, "resample": 3 }""", 224, 224, ImageFit.Crop, 256, ImageFilter.Bicubic)]
    [InlineData("""{ "size": 224, "do_center_crop": true, "crop_size": 224, "resample": 1 }""", 224, 224, ImageFit.Crop, 224, ImageFilter.Lanczos)]
    // ConvNeXt.
    [InlineData("""{ "size": { "shortest_edge": 224 }, "crop_pct": 0.875 }""", 224, 224, ImageFit.Crop, 256, ImageFilter.Bilinear)]
    [InlineData("""{ "size": { "shortest_edge": 384 }, "crop_pct": 1.0 }""", 384, 384, ImageFit.Fill, 0, ImageFilter.Bilinear)]
    public void FromFile_SizeAndCrop_FitAccordingly(string json, int width, int height, ImageFit fit, int shortSide, ImageFilter filter)
    {
        ImagePreprocessingOptions options = Read(json);

        Assert.Equal(
            (width, height, fit, shortSide == 0 ? null : shortSide, filter),
            (options.Width, options.Height, options.Fit, options.ShortSide, options.Filter));
    }

    [Fact]
    public void FromFile_Normalization_IsInUnitsOfPixels()
    {
        ImagePreprocessingOptions options = Read($$"""{ "size": 8, "rescale_factor": 0.00392156862745098, {{Normalization}}, "do_flip_channel_order": true }""");

        Assert.Equal(ImageChannels.Bgr, options.Channels);
        Assert.Equal([127.5f, 102, 76.5f], options.Mean.Select(mean => MathF.Round(mean, 2)));
        Assert.Equal([63.75f, 51, 25.5f], options.Scale.Select(scale => MathF.Round(1 / scale, 2)));
    }

    [Fact]
    public void FromFile_NoNormalization_ScalesToOne()
    {
        ImagePreprocessingOptions options = Read($$"""{ "size": 8, {{Normalization.Replace("true", "false", StringComparison.Ordinal)}} }""");

        Assert.Equal((0, 1 / 255f), (options.Mean.Single(), options.Scale.Single()));
    }

    [Theory]
    [InlineData("[]", "it is not a JSON object")]
    [InlineData("""{ "size": { "shortest_edge": 256, "longest_edge": 800 } }""", "size has a longest_edge, so pictures have no common size")]
    [InlineData("""{ "size": { "shortest_edge": 256 } }""", "it scales the short side and does not crop (do_center_crop), so pictures have no common size")]
    [InlineData("""{ "do_resize": false, "size": 8 }""", "it does not resize pictures (do_resize), so they have no common size")]
    [InlineData("""{ "size": 8, "resample": 5 }""", "resample is 5; expected 0 (nearest), 1 (Lanczos), 2 (bilinear) or 3 (bicubic)")]
    [InlineData("""{ "size": 8, "do_normalize": true }""", "it normalizes pictures (do_normalize) and has no image_mean")]
    [InlineData("""{ "size": "large" }""", "it has no size with height and width, or shortest_edge")]
    [InlineData("""{ "size": { "height": 24.5, "width": 24 } }""", "height is 24.5; expected a number of pixels")]
    public void FromFile_WhatCannotBeExpressed_IsRefused(string json, string reason) => Assert.Equal(
        $"PreprocessImages: '{_folder["preprocessor_config.json"]}' cannot be used: {reason}. Set the options one by one instead.",
        Assert.Throws<FormatException>(() => Read(json)).Message);

    private ImagePreprocessingOptions Read(string json)
    {
        File.WriteAllText(_folder["preprocessor_config.json"], json);
        return ImagePreprocessingOptions.FromFile(_folder["preprocessor_config.json"]);
    }
}
