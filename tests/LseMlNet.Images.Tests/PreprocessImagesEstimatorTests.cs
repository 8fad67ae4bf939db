using LseMlNet.Images.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Images.Tests;

/// <summary>The columns that the stage accepts and adds.</summary>
public sealed class PreprocessImagesEstimatorTests
{
    private readonly MLContext _ml = new();

    [Theory]
    [InlineData(ImageLayout.ChannelsFirst, ImageChannels.Rgb, new[] { 3, 48, 64 })]
    [InlineData(ImageLayout.ChannelsLast, ImageChannels.Bgr, new[] { 48, 64, 3 })]
    [InlineData(ImageLayout.ChannelsFirst, ImageChannels.Gray, new[] { 1, 48, 64 })]
    public void Fit_LayoutAndChannels_GiveTheDimensions(ImageLayout layout, ImageChannels channels, int[] dimensions)
    {
        ImagePreprocessingOptions options = TestPictures.Raw();
        (options.Layout, options.Channels) = (layout, channels);
        IDataView data = _ml.Data.LoadFromEnumerable<PathRow>([]);

        DataViewSchema schema = _ml.Transforms.PreprocessImages("Pixels", "File", options).Fit(data).GetOutputSchema(data.Schema);

        var type = Assert.IsType<VectorDataViewType>(schema["Pixels"].Type);
        Assert.Equal(NumberDataViewType.Single, type.ItemType);
        Assert.Equal(dimensions, type.Dimensions);
    }

    [Fact]
    public void Append_NextStage_ChecksTheColumnBeforeFit()
    {
        IEstimator<ITransformer> pipeline = _ml.Transforms.PreprocessImages("Pixels", "File", "imagenet").Append(
            _ml.Transforms.Softmax("Out", "Pixels"));

        IDataView data = _ml.Data.LoadFromEnumerable([new PathRow { File = TestPictures.PathOf("square.jpg") }]);
        float[] probabilities = pipeline.Fit(data).Transform(data).GetColumn<float[]>("Out").Single();

        Assert.Equal(3 * 224 * 224, probabilities.Length);
        Assert.Equal(1, probabilities.Sum(value => (double)value), 1e-5);
    }

    [Fact]
    public void Fit_MissingColumn_ListsTheColumns() => Assert.StartsWith(
        "PreprocessImages: there is no input column 'Path'; expected paths of files (text), pictures (MLImage), or the contents of files " +
        "(a vector of Byte). The columns are: File.",
        Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.Transforms.PreprocessImages("Pixels", "Path", "none").Fit(_ml.Data.LoadFromEnumerable<PathRow>([]))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Fit_ColumnOfNumbers_SaysWhatIsExpected()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Numbers { File = 1 }]);
        const string expected =
            "PreprocessImages: input column 'File' is Single; expected paths of files (text), pictures (MLImage), or the contents of " +
            "files (a vector of Byte).";

        Assert.StartsWith(
            expected, Assert.Throws<ArgumentOutOfRangeException>(
                () => _ml.Transforms.PreprocessImages("Pixels", "File", "none").Fit(data)).Message, StringComparison.Ordinal);
        // A pipeline checks the shape of the schema before it fits the stage.
        var pipeline = _ml.Transforms.CopyColumns("Copy", "File").Append(_ml.Transforms.PreprocessImages("Pixels", "Copy", "none"))
            .Append(_ml.Transforms.CopyColumns("Last", "Pixels"));
        Assert.Contains(
            "is Single; expected paths of files", Assert.Throws<ArgumentOutOfRangeException>(() => pipeline.Fit(data)).Message,
            StringComparison.Ordinal);
    }

    private sealed class Numbers
    {
        public float File { get; set; }
    }
}
