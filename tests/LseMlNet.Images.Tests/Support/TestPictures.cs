using Microsoft.ML;
using Microsoft.ML.Data;
using SkiaSharp;

namespace LseMlNet.Images.Tests.Support;

/// <summary>The pictures in the folder Data, and Pillow's results for them.</summary>
internal static class TestPictures
{
    public static string PathOf(string file) => Repository.PathOf("tests", "LseMlNet.Images.Tests", "Data", file);

    /// <summary>The lines of reference.txt: a picture, how it was prepared, and the file with the result.</summary>
    public static IEnumerable<string[]> Cases =>
        from line in File.ReadAllLines(PathOf("reference.txt")) where line[0] != '#' select line.Split(' ');

    /// <summary>The red, green and blue of each pixel of a PNG file.</summary>
    public static byte[] Rgb(string file)
    {
        using SKBitmap bitmap = SKBitmap.Decode(PathOf(file));
        return [.. bitmap.Pixels.SelectMany(pixel => (byte[])[pixel.Red, pixel.Green, pixel.Blue])];
    }

    /// <summary>The values of pictures in files.</summary>
    public static float[][] Prepare(MLContext ml, ImagePreprocessingOptions options, params string[] files)
    {
        IDataView data = ml.Data.LoadFromEnumerable(files.Select(file => new PathRow { File = file }));
        return Values(ml.Transforms.PreprocessImages("Pixels", "File", options).Fit(data).Transform(data));
    }

    public static float[][] Values(IDataView data) =>
        [.. data.GetColumn<VBuffer<float>>("Pixels").Select(row => row.DenseValues().ToArray())];

    /// <summary>Pixels from 0 to 255 in the order of a PNG file.</summary>
    public static ImagePreprocessingOptions Raw(int width = 64, int height = 48) =>
        new() { Width = width, Height = height, Layout = ImageLayout.ChannelsLast };
}

internal sealed class PathRow
{
    public string File { get; set; } = "";
}

internal sealed class BytesRow
{
    public byte[] Content { get; set; } = [];
}

internal sealed class ImageRow
{
    [Microsoft.ML.Transforms.Image.ImageType(150, 220)]
    public MLImage? Picture { get; set; }
}
