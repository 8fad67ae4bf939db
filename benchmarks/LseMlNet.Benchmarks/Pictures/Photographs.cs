using SkiaSharp;

namespace LseMlNet.Benchmarks.Pictures;

/// <summary>
/// Creates JPEG files of 1 to 3 megapixels, with noise at every scale as in photographs. The files are the same each time.
/// </summary>
internal static class Photographs
{
    // Creating a picture takes longer than decoding it, so each picture is written several times.
    private const int Different = 24;

    private const int Quality = 88;

    private const int Octaves = 9;

    private const int BytesPerPixel = 4;

    private static readonly (int Width, int Height)[] Sizes = [(1280, 960), (1080, 1350), (1365, 1024), (1600, 1200), (1920, 1080), (1536, 2048)];

    /// <param name="folder">An empty folder.</param>
    /// <param name="count">The number of files to write.</param>
    public static void Write(string folder, int count)
    {
        byte[][] files = new byte[Math.Min(Different, count)][];
        Parallel.For(0, files.Length, i => files[i] = Make(Sizes[i % Sizes.Length], new Random(i)));
        for (int i = 0; i < count; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, FormattableString.Invariant($"{i:D5}.jpg")), files[i % files.Length]);
        }
    }

    private static byte[] Make((int Width, int Height) size, Random random)
    {
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Bgra8888, SKAlphaType.Opaque);
        float[] levels = new float[info.BytesSize];
        for (int octave = 1; octave <= Octaves; octave++)
        {
            Add(levels, size, 1 << octave, random);
        }

        using SKImage picture = SKImage.FromPixelCopy(info, Array.ConvertAll(levels, level => (byte)Math.Clamp(level, 0, byte.MaxValue)));
        using SKData encoded = picture.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return encoded.ToArray();
    }

    // Adds a coarse grid of random colors, interpolated. The finer the grid, the weaker it is.
    private static void Add(float[] levels, (int Width, int Height) size, int cells, Random random)
    {
        float[] grid = new float[(cells + 2) * (cells + 2) * BytesPerPixel];
        for (int i = 0; i < grid.Length; i++)
        {
            grid[i] = byte.MaxValue * random.NextSingle() / MathF.Pow(cells, 0.8f);
        }

        for (int y = 0; y < size.Height; y++)
        {
            float down = (float)y * cells / size.Height;
            for (int x = 0; x < size.Width; x++)
            {
                float across = (float)x * cells / size.Width;
                int at = ((int)down * (cells + 2) + (int)across) * BytesPerPixel, below = at + (cells + 2) * BytesPerPixel;
                float right = across - (int)across, lower = down - (int)down;
                for (int channel = 0; channel < BytesPerPixel - 1; channel++)
                {
                    float top = grid[at + channel] * (1 - right) + grid[at + channel + BytesPerPixel] * right;
                    float bottom = grid[below + channel] * (1 - right) + grid[below + channel + BytesPerPixel] * right;
                    levels[(y * size.Width + x) * BytesPerPixel + channel] += top * (1 - lower) + bottom * lower;
                }
            }
        }
    }
}
