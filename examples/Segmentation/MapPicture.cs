using System.Globalization;
using SkiaSharp;

namespace Segmentation;

/// <summary>Draws maps: a color for each pixel, enlarged, with a legend beside it.</summary>
internal static class MapPicture
{
    private const int Scale = 4;
    private const int Margin = 16;
    private const int LegendWidth = 220;
    private const int LineHeight = 26;
    private const int Box = 18;

    // The entropy that has the brightest color, in nats. Few pixels exceed it.
    private const double BrightestEntropy = 0.8;

    // Background, top or dress, trousers, shoe, bag.
    private static readonly SKColor[] ClassColors =
        [new(0xFF2B2B33), new(0xFFE6194B), new(0xFF4363D8), new(0xFFFFE119), new(0xFF3CB44B)];

    private static readonly SKColor[] HeatColors =
        [new(0xFF000004), new(0xFF56106E), new(0xFFBB3754), new(0xFFF98C0A), new(0xFFFCFFA4)];

    /// <summary>Writes a map of classes, given by their indices, as PNG.</summary>
    public static void WriteClasses(string file, ReadOnlySpan<int> classes, string[] labels)
    {
        using SKBitmap map = Map(classes, label => ClassColors[label]);
        using SKBitmap picture = WithLegend(map, canvas =>
        {
            for (int i = 0; i < labels.Length; i++)
            {
                Entry(canvas, i * LineHeight, ClassColors[i], labels[i]);
            }
        });
        Write(file, picture);
    }

    /// <summary>Writes a map of entropies in nats as PNG: the brighter, the less certain.</summary>
    public static void WriteEntropies(string file, ReadOnlySpan<float> entropies)
    {
        const int steps = 9;
        using SKBitmap map = Map(entropies, Heat);
        using SKBitmap picture = WithLegend(map, canvas =>
        {
            for (int i = 0; i < steps; i++)
            {
                double entropy = BrightestEntropy * (steps - 1 - i) / (steps - 1);
                string more = i == 0 ? " or more" : "";
                Entry(canvas, i * LineHeight, Heat((float)entropy), entropy.ToString("0.0", CultureInfo.InvariantCulture) + " nats" + more);
            }
        });
        Write(file, picture);
    }

    private static SKBitmap Map<T>(ReadOnlySpan<T> values, Func<T, SKColor> color)
    {
        var map = new SKBitmap(SceneSegmenter.Size, SceneSegmenter.Size);
        for (int i = 0; i < values.Length; i++)
        {
            map.SetPixel(i % SceneSegmenter.Size, i / SceneSegmenter.Size, color(values[i]));
        }

        return map;
    }

    private static SKBitmap WithLegend(SKBitmap map, Action<SKCanvas> drawLegend)
    {
        int height = Scale * SceneSegmenter.Size;
        var picture = new SKBitmap(height + Margin + LegendWidth, height);
        using var canvas = new SKCanvas(picture);
        canvas.Clear(SKColors.White);
        canvas.DrawBitmap(map, new SKRect(0, 0, height, height));
        canvas.Translate(height + Margin, Margin / 2);
        drawLegend(canvas);
        return picture;
    }

    private static void Entry(SKCanvas canvas, int top, SKColor color, string text)
    {
        using var paint = new SKPaint { Color = color };
        canvas.DrawRect(0, top, Box, Box, paint);
        PixelFont.Draw(canvas, Box + 8, top + 2, text);
    }

    private static SKColor Heat(float entropy)
    {
        double position = Math.Clamp(entropy / BrightestEntropy, 0, 1) * (HeatColors.Length - 1);
        int index = Math.Min((int)position, HeatColors.Length - 2);
        return Mix(HeatColors[index], HeatColors[index + 1], position - index);
    }

    private static SKColor Mix(SKColor first, SKColor second, double share)
    {
        return new SKColor(Channel(first.Red, second.Red), Channel(first.Green, second.Green), Channel(first.Blue, second.Blue));

        byte Channel(byte a, byte b) => (byte)Math.Round(a + share * (b - a));
    }

    private static void Write(string file, SKBitmap picture)
    {
        using SKData png = picture.Encode(SKEncodedImageFormat.Png, quality: 100);
        File.WriteAllBytes(file, png.ToArray());
    }
}
