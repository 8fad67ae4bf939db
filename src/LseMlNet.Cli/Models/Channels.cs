namespace LseMlNet.Cli.Models;

/// <summary>The colours that a model takes, in its order.</summary>
internal enum Channels
{
    /// <summary>One: the green channel as it is. Of a gray picture that is its gray, exactly.</summary>
    Gray,

    /// <summary>One: the brightness of a colour picture, 0.3 red + 0.59 green + 0.11 blue, which may be rounded down.</summary>
    Luma,

    /// <summary>Three: red, green, blue.</summary>
    Rgb,

    /// <summary>Three: blue, green, red.</summary>
    Bgr,
}
