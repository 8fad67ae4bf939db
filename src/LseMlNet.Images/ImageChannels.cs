namespace LseMlNet.Images;

/// <summary>The color channels that a model expects, in their order.</summary>
public enum ImageChannels
{
    /// <summary>Three channels: red, green, blue.</summary>
    Rgb = 0,

    /// <summary>Three channels: blue, green, red.</summary>
    Bgr = 1,

    /// <summary>
    /// One channel: the brightness, 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601), rounded. In a gray
    /// picture, this is exactly the gray value.
    /// </summary>
    Gray = 2,
}
