using LseMlNet.Images.Tests.Support;
using LseMlNet.ModelLoader;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace LseMlNet.Images.Tests;

/// <summary>What the stage reads, refuses and saves. PillowTests compares its values with those of Pillow.</summary>
public sealed class PreprocessImagesTransformerTests : IDisposable
{
    private static readonly string[] Photographs =
        [.. Enumerable.Range(0, 24).Select(i => TestPictures.PathOf(i % 3 == 0 ? "landscape.jpg" : i % 3 == 1 ? "portrait.jpg" : $"orientation-{i % 8 + 1}.png"))];

    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("kind-rgb.png")]
    [InlineData("kind-gray.jpg")]
    [InlineData("orientation-6.webp")]
    public void Transform_ContentOfFile_EqualsPath(string file)
    {
        float[] expected = TestPictures.Prepare(_ml, TestPictures.Raw(), TestPictures.PathOf(file)).Single();
        IDataView contents = _ml.Data.LoadFromEnumerable([new BytesRow { Content = File.ReadAllBytes(TestPictures.PathOf(file)) }]);

        Assert.Equal(expected, Transformed(contents, "Content", TestPictures.Raw()).Single());
    }

    [Fact]
    public void Transform_MLImage_EqualsPath()
    {
        float[] expected = TestPictures.Prepare(_ml, TestPictures.Raw(), TestPictures.PathOf("kind-rgb.png")).Single();
        using var picture = MLImage.CreateFromFile(TestPictures.PathOf("kind-rgb.png"));
        byte[] swapped = picture.Pixels.ToArray();
        for (int i = 0; i < swapped.Length; i += 4)
        {
            (swapped[i], swapped[i + 2]) = (swapped[i + 2], swapped[i]);
        }

        MLPixelFormat other = picture.PixelFormat == MLPixelFormat.Bgra32 ? MLPixelFormat.Rgba32 : MLPixelFormat.Bgra32;
        using var inOtherOrder = MLImage.CreateFromPixels(picture.Width, picture.Height, other, swapped);
        foreach (MLImage image in new[] { picture, inOtherOrder })
        {
            IDataView data = _ml.Data.LoadFromEnumerable([new ImageRow { Picture = image }]);
            Assert.Equal(expected, Transformed(data, "Picture", TestPictures.Raw()).Single());
        }
    }

    [Fact]
    public void Transform_Layouts_SameValuesInOtherOrder()
    {
        ImagePreprocessingOptions options = TestPictures.Raw();
        float[] last = TestPictures.Prepare(_ml, options, Photographs[0]).Single();
        options.Layout = ImageLayout.ChannelsFirst;
        float[] first = TestPictures.Prepare(_ml, options, Photographs[0]).Single();

        Assert.Equal(last, Enumerable.Range(0, first.Length).Select(i => first[i % 3 * 64 * 48 + i / 3]));
    }

    [Fact]
    public void Transform_BgrMeanAndScale_AppliesThemInTheOrderOfTheChannels()
    {
        float[] rgb = TestPictures.Prepare(_ml, TestPictures.Raw(), Photographs[0]).Single();
        ImagePreprocessingOptions options = TestPictures.Raw();
        (options.Channels, options.Mean, options.Scale) = (ImageChannels.Bgr, [1, 2, 3], [4, 5, 6]);

        float[] bgr = TestPictures.Prepare(_ml, options, Photographs[0]).Single();

        Assert.Equal(rgb.Select((_, i) => (rgb[i / 3 * 3 + 2 - i % 3] - (i % 3 + 1)) * (i % 3 + 4)), bgr);
    }

    [Fact]
    public void Transform_AsBytes_SamePixels()
    {
        float[] expected = TestPictures.Prepare(_ml, TestPictures.Raw(), Photographs[0]).Single();
        ImagePreprocessingOptions options = TestPictures.Raw();
        options.AsBytes = true;

        Assert.Equal(
            expected, Transform(Paths(Photographs[0]), "File", options).GetColumn<byte[]>("Pixels").Single().Select(pixel => (float)pixel));
    }

    [Fact]
    public void Transform_PaddedOnWhite_NormalizesTheBackground()
    {
        ImagePreprocessingOptions options = TestPictures.Raw(40, 40);
        (options.Fit, options.Background, options.Scale) = (ImageFit.Pad, ImageBackground.White, [1 / 255f]);

        float[] values = TestPictures.Prepare(_ml, options, TestPictures.PathOf("landscape.jpg")).Single();

        Assert.All(values[..120], value => Assert.Equal(1, value));
        Assert.Contains(values, value => value < 0.9f);
    }

    [Theory]
    [InlineData("missing.png", "there is no such file")]
    [InlineData("empty.png", "this is an empty file; expected PNG, JPEG, WebP, GIF, BMP, ICO or WBMP")]
    [InlineData("text.png", "this is not a picture; expected PNG, JPEG, WebP, GIF, BMP, ICO or WBMP")]
    [InlineData("tiff.png", "this is a TIFF picture; expected PNG, JPEG, WebP, GIF, BMP, ICO or WBMP; convert it to PNG or JPEG")]
    [InlineData("heic.jpg", "this is a HEIC picture; expected PNG, JPEG, WebP, GIF, BMP, ICO or WBMP; convert it to PNG or JPEG")]
    [InlineData("cut.png", "this picture is damaged or cut short; copy or download it again")]
    [InlineData("cut.jpg", "this picture is damaged or cut short; copy or download it again")]
    [InlineData("large.bmp", "this picture has 20000 x 20000 pixels; expected at most 100,000,000; scale it down, as the model sees far " +
        "fewer")]
    public void Transform_UnreadablePicture_NamesFileAndReason(string file, string reason)
    {
        WriteBadFiles();

        // This calls the stage directly, as a prediction engine does. Parallel cursors would wrap the exception in one of ML.NET's.
        using DataViewRowCursor cursor = Paths(_folder[file]).GetRowCursor(Paths().Schema);
        using DataViewRow row = Row(cursor);
        Assert.True(cursor.MoveNext());
        VBuffer<float> values = default;
        string message = Assert.Throws<InvalidOperationException>(
            () => row.GetGetter<VBuffer<float>>(row.Schema["Pixels"])(ref values)).Message;

        Assert.Equal(
            $"PreprocessImages: column 'File' has a picture that cannot be read, picture '{_folder[file]}' in row 0: {reason}. " +
            "Or set ImagePreprocessingOptions.UnreadableImages to NaN.", message);
    }

    [Fact]
    public void Transform_UnreadablePicturesAsNaN_AreNaNCountedAndReportedOnce()
    {
        WriteBadFiles();
        var warnings = new List<string>();
        _ml.Log += (_, message) =>
        {
            if (message.Kind == ChannelMessageKind.Warning)
            {
                warnings.Add(message.RawMessage);
            }
        };
        ImagePreprocessingOptions options = TestPictures.Raw();
        options.UnreadableImages = UnreadableImageHandling.NaN;
        IDataView data = Paths(_folder["cut.png"], Photographs[0], _folder["missing.png"], Photographs[0]);
        PreprocessImagesTransformer transformer = _ml.Transforms.PreprocessImages("Pixels", "File", options).Fit(data);

        float[][] values = TestPictures.Values(transformer.Transform(data));

        Assert.All(values[0].Concat(values[2]), value => Assert.Equal(float.NaN, value));
        Assert.Equal(values[1], values[3]);
        Assert.All(values[1], value => Assert.InRange(value, 0, 255));
        Assert.Equal(2, transformer.UnreadableImageCount);
        Assert.Equal(
            "PreprocessImages: 2 of the pictures of column 'File' cannot be read, and their values are NaN. The first found: picture " +
            $"'{_folder["cut.png"]}' in row 0: " +
            "this picture is damaged or cut short; copy or download it again.", Assert.Single(warnings));
    }

    [Fact]
    public void CursorSet_Parallel_ReturnsRowsOfSerialCursor()
    {
        // Only a data view that can be split returns more than one cursor.
        IDataView data = _ml.Data.Cache(Paths(Photographs));
        IDataView prepared = _ml.Transforms.PreprocessImages("Pixels", "File", TestPictures.Raw()).Fit(data).Transform(data);
        Dictionary<DataViewRowId, float[]> expected = Read([prepared.GetRowCursor([prepared.Schema["Pixels"]])]);

        DataViewRowCursor[] set = prepared.GetRowCursorSet([prepared.Schema["Pixels"]], 4);
        Dictionary<DataViewRowId, float[]> actual = Read(set);

        Assert.Equal(Photographs.Length, expected.Count);
        Assert.Equal(expected.OrderBy(row => row.Key.Low), actual.OrderBy(row => row.Key.Low));
    }

    [Fact]
    public void Cursor_OutputNotRequested_ReadsNoFile() =>
        Assert.Equal(
            [_folder["missing.png"]], Transform(Paths(_folder["missing.png"]), "File", TestPictures.Raw()).GetColumn<string>("File"));

    [Fact]
    public void Predict_EnginesOnThreads_EqualCursor()
    {
        float[][] expected = TestPictures.Prepare(_ml, TestPictures.Raw(), Photographs);
        IDataView data = Paths(Photographs);
        ITransformer transformer = _ml.Transforms.PreprocessImages("Pixels", "File", TestPictures.Raw()).Fit(data);

        Parallel.For(0, 4, _ =>
        {
            using var engine = _ml.Model.CreatePredictionEngine<PathRow, Prepared>(transformer);
            for (int i = 0; i < Photographs.Length; i++)
            {
                Assert.Equal(expected[i], engine.Predict(new PathRow { File = Photographs[i] }).Pixels);
            }
        });
    }

    [Fact]
    public void SaveAndLoad_InAnotherProcess_ReturnsTheSameSchemaAndBits()
    {
        MutationRun.SkipTestOfAnotherProcess();
        ImagePreprocessingOptions options = ImagePreprocessingOptions.FromPreset("imagenet", 21, 14);
        (options.Filter, options.Background, options.UnreadableImages) = (
            ImageFilter.Lanczos, ImageBackground.White, UnreadableImageHandling.NaN);
        IDataView data = Paths([_folder["missing.png"], .. Photographs[..3], TestPictures.PathOf("kind-alpha.png")]);
        ITransformer model = _ml.Transforms.PreprocessImages("Pixels", "File", options).Fit(data);

        // The other program uses no types of this library, so ML.NET has to find the stage by itself.
        Assert.Equal(DataViewText.Of(model.Transform(data)), FreshProcess.SaveAndTransform(_ml, model, data));
    }

    [Fact]
    public void ConvertToOnnx_Stage_SaysWhyNot()
    {
        IDataView data = Paths(Photographs);
        ITransformer model = _ml.Transforms.PreprocessImages("Pixels", "File", TestPictures.Raw()).Fit(data);

        string message = Assert.ThrowsAny<Exception>(() => _ml.Model.ConvertToOnnx(model, data, new MemoryStream())).Message;

        Assert.Contains("ONNX cannot decode pictures. Export the stages after this one.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Getter_SameRowAgain_ReusesItsBuffers()
    {
        const int Pictures = 100;
        using DataViewRowCursor cursor = Paths(Photographs).GetRowCursor(Paths().Schema);
        using DataViewRow row = Row(cursor);
        ValueGetter<VBuffer<float>> get = row.GetGetter<VBuffer<float>>(row.Schema["Pixels"]);
        VBuffer<float> values = default;
        Assert.True(cursor.MoveNext());
        get(ref values);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < Pictures; i++)
        {
            get(ref values);
        }

        // The limit allows for the path, and for the handles of the file and of the codec. The pixels alone
        // would be 290,000 bytes, and the file 8,000.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Pictures, 0, 3_000);
    }

    private IDataView Paths(params string[] files) => _ml.Data.LoadFromEnumerable(files.Select(file => new PathRow { File = file }));

    private DataViewRow Row(DataViewRow source)
    {
        ITransformer transformer = _ml.Transforms.PreprocessImages("Pixels", "File", TestPictures.Raw()).Fit(Paths());
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(source.Schema);
        return mapper.GetRow(source, [mapper.OutputSchema["Pixels"]]);
    }

    private IDataView Transform(IDataView data, string column, ImagePreprocessingOptions options) =>
        _ml.Transforms.PreprocessImages("Pixels", column, options).Fit(data).Transform(data);

    private float[][] Transformed(IDataView data, string column, ImagePreprocessingOptions options) =>
        TestPictures.Values(Transform(data, column, options));

    private static Dictionary<DataViewRowId, float[]> Read(DataViewRowCursor[] cursors)
    {
        var rows = new Dictionary<DataViewRowId, float[]>();
        Parallel.ForEach(cursors, cursor =>
        {
            using DataViewRowCursor disposed = cursor;
            ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(cursor.Schema["Pixels"]);
            ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
            while (cursor.MoveNext())
            {
                VBuffer<float> values = default;
                DataViewRowId id = default;
                get(ref values);
                getId(ref id);
                lock (rows)
                {
                    rows.Add(id, values.DenseValues().ToArray());
                }
            }
        });
        return rows;
    }

    private void WriteBadFiles()
    {
        File.WriteAllBytes(_folder["empty.png"], []);
        File.WriteAllText(_folder["text.png"], "Not a picture, whatever its name says.");
        File.WriteAllBytes(_folder["tiff.png"], [.. "II*\0"u8, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        File.WriteAllBytes(_folder["heic.jpg"], [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[64]]);
        // All pixels of the PNG file are there, but not its end.
        File.WriteAllBytes(_folder["cut.png"], File.ReadAllBytes(TestPictures.PathOf("kind-rgb.png"))[..^6]);
        File.WriteAllBytes(_folder["cut.jpg"], File.ReadAllBytes(TestPictures.PathOf("landscape.jpg"))[..^2000]);
        byte[] large = File.ReadAllBytes(TestPictures.PathOf("kind.bmp"));
        BitConverter.TryWriteBytes(large.AsSpan(18), 20_000);
        BitConverter.TryWriteBytes(large.AsSpan(22), 20_000);
        File.WriteAllBytes(_folder["large.bmp"], large);
    }

    private sealed class Prepared
    {
        public float[] Pixels { get; set; } = [];
    }
}
