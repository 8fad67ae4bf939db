using System.Globalization;
using LseMlNet.Images.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Images.Tests.Scenarios;

/// <summary>
/// Compares the stage with Pillow and NumPy on the same files. Data/reference.py created the pictures and the references.
/// </summary>
public sealed class PillowTests
{
    // In levels of 255, averaged over all values of a picture. Different decoders of JPEG and lossy WebP may differ by a level.
    private const double LargestMeanDifference = 1;

    private readonly MLContext _ml = new();

    public static TheoryData<string> Cases => [.. TestPictures.Cases.Select(words => string.Join(' ', words))];

    [Theory, MemberData(nameof(Cases))]
    public void PreprocessImages_ReferenceCase_EqualsPillow(string line)
    {
        string[] words = line.Split(' ');
        ImagePreprocessingOptions options = TestPictures.Raw();
        options.Fit = words[1] switch { "fill" => ImageFit.Fill, "pad" => ImageFit.Pad, _ => ImageFit.Crop };
        options.ShortSide = words[1] == "cut80" ? 80 : null;
        options.Filter = Enum.Parse<ImageFilter>(words[2], ignoreCase: true);
        options.Background = words.Contains("white") ? ImageBackground.White : ImageBackground.Black;
        options.Channels = words.Contains("gray") ? ImageChannels.Gray : ImageChannels.Rgb;

        float[] actual = TestPictures.Prepare(_ml, options, TestPictures.PathOf(words[0])).Single();

        byte[] expected = TestPictures.Rgb(words[^1]);
        if (options.Channels == ImageChannels.Gray)
        {
            expected = [.. expected.Where((_, i) => i % 3 == 0)];
        }

        Assert.Equal(expected.Length, actual.Length);
        double[] differences = [.. actual.Zip(expected, (value, level) => Math.Abs((double)value - level))];
        Assert.True(
            differences.Average() < LargestMeanDifference,
            $"The mean difference is {differences.Average()} levels, the largest {differences.Max()}.");
        // For lossless files, only the rounding differs. At sharp edges, the results of the two sharper filters leave the range of pixels,
        // and Pillow clips them after each direction.
        if (options.Filter is ImageFilter.Bilinear or ImageFilter.Nearest && Path.GetExtension(words[0]) is not (".jpg" or ".webp"))
        {
            Assert.True(differences.Max() <= 1, $"The largest difference is {differences.Max()} levels.");
        }
    }

    [Fact]
    public void PreprocessImages_PresetImagenet_EqualsNumPy()
    {
        float[] expected =
        [
            .. from line in File.ReadAllLines(TestPictures.PathOf("normalized.txt"))
               from number in line.Split(' ')
               select float.Parse(number, CultureInfo.InvariantCulture),
        ];

        float[] actual = TestPictures.Prepare(
            _ml, ImagePreprocessingOptions.FromPreset("imagenet", 21, 21), TestPictures.PathOf("landscape.jpg")).Single();

        // A level of 255 is 0.0175 after normalization.
        Assert.Equal(expected.Length, actual.Length);
        Assert.True(actual.Zip(expected, (a, b) => Math.Abs(a - b)).Average() < 0.01);
    }

    [Theory]
    [InlineData(ImageFilter.Bilinear)]
    [InlineData(ImageFilter.Nearest)]
    public void PreprocessImages_SquarePicture_SameInEveryFit(ImageFilter filter)
    {
        float[][] results =
        [
            .. from fit in Enum.GetValues<ImageFit>()
               let options = new ImagePreprocessingOptions { Width = 56, Height = 56, Fit = fit, Filter = filter }
               select TestPictures.Prepare(_ml, options, TestPictures.PathOf("square.jpg")).Single(),
        ];

        Assert.Equal(3, results.Length);
        Assert.All(results, values => Assert.Equal(results[0], values));
    }

    [Theory]
    [InlineData("png")]
    [InlineData("webp")]
    public void PreprocessImages_EightOrientations_SameValues(string extension)
    {
        float[][] all = TestPictures.Prepare(
            _ml, TestPictures.Raw(), [.. Enumerable.Range(1, 8).Select(i => TestPictures.PathOf($"orientation-{i}.{extension}"))]);

        Assert.All(all, values => Assert.Equal(all[0], values));
    }

    // The JPEG files are decoded at half their size. An error in where they begin would shift them.
    [Fact]
    public void PreprocessImages_EightOrientationsOfALargeJpeg_AlmostTheSameValues()
    {
        float[][] all = TestPictures.Prepare(_ml, TestPictures.Raw(), [.. Enumerable.Range(1, 8).Select(i => TestPictures.PathOf($"turned-{i}.jpg"))]);

        Assert.All(all, values => Assert.InRange(all[0].Zip(values, (one, other) => Math.Abs(one - other)).Average(), 0, 0.3));
    }
}
