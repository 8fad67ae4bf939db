using SkiaSharp;

namespace Segmentation;

/// <summary>The true classes of a picture: a gray PNG in the folder Masks beside it, whose values are the indices of the classes.</summary>
internal static class Mask
{
    private static readonly int[] Unknown = [.. Enumerable.Repeat(-1, SceneSegmenter.Size * SceneSegmenter.Size)];

    /// <summary>Returns the index of each pixel's class, or −1 for each pixel if there is no mask.</summary>
    /// <exception cref="InvalidDataException">The mask is not a picture of the expected size, or names a class that does not exist.</exception>
    public static int[] Of(string scene)
    {
        string file = Path.Combine(Path.GetDirectoryName(scene)!, "Masks", Path.GetFileName(scene));
        if (!File.Exists(file))
        {
            return Unknown;
        }

        using SKBitmap mask = SKBitmap.Decode(file);
        if (mask is not { Width: SceneSegmenter.Size, Height: SceneSegmenter.Size })
        {
            throw new InvalidDataException($"{file}: expected a picture of {SceneSegmenter.Size} x {SceneSegmenter.Size} pixels");
        }

        int[] classes = [.. mask.Pixels.Select(color => (int)color.Red)];
        return classes.Max() < SceneSegmenter.ClassCount
            ? classes
            : throw new InvalidDataException($"{file}: a pixel has the value {classes.Max()}; expected at most {SceneSegmenter.ClassCount - 1}");
    }
}
