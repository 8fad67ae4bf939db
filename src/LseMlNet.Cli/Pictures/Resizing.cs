namespace LseMlNet.Cli.Pictures;

/// <summary>How to fit a picture of another shape.</summary>
internal enum Resizing
{
    /// <summary>Scale it to cover the whole area and cut off what sticks out on both sides.</summary>
    Crop,

    /// <summary>Scale it to fit inside and fill the rest with black.</summary>
    Pad,

    /// <summary>Stretch it.</summary>
    Fill,
}
