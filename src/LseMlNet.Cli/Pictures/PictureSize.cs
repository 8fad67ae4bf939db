using System.Globalization;

namespace LseMlNet.Cli.Pictures;

/// <summary>Width and height in pixels, written as 28x28.</summary>
internal sealed record PictureSize(int Width, int Height)
{
    public static PictureSize? Parse(string text)
    {
        string[] parts = text.Split('x', 'X');
        return parts.Length == 2 && TryParse(parts[0], out int width) && TryParse(parts[1], out int height)
            ? new PictureSize(width, height)
            : null;
    }

    public override string ToString() => $"{Width}x{Height}";

    // ML.NET counts the values of a picture, including all channels, in an int.
    private static bool TryParse(string text, out int length) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length) && length is > 0 and <= 10_000;
}
