namespace LseMlNet.Cli.Pictures;

/// <summary>How a picture of another shape is made to fit.</summary>
internal enum Resizing
{
    /// <summary>Scaled until it covers the whole; what sticks out is cut off on both sides.</summary>
    Crop,

    /// <summary>Scaled until all of it is inside; what stays free is black.</summary>
    Pad,

    /// <summary>Stretched.</summary>
    Fill,
}
