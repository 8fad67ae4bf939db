namespace LseMlNet.Cli.Models;

/// <summary>The color channels that a model takes, in its order.</summary>
internal enum Channels
{
    /// <summary>One: the green channel, unchanged. In a gray picture this is exactly the gray value.</summary>
    Gray,

    /// <summary>One: the brightness of a color picture, 0.3 red + 0.59 green + 0.11 blue, possibly rounded down.</summary>
    Luma,

    /// <summary>Three: red, green, blue.</summary>
    Rgb,

    /// <summary>Three: blue, green, red.</summary>
    Bgr,
}
