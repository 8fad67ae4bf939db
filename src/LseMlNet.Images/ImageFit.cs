namespace LseMlNet.Images;

/// <summary>
/// How a picture of another shape is fitted to the size that the model expects. A picture of the same shape is only scaled.
/// </summary>
public enum ImageFit
{
    /// <summary>Scale the picture until it covers the area, and cut off the same amount on both sides.</summary>
    Crop = 0,

    /// <summary>
    /// Scale the picture until it fits inside, center it, and fill the rest with <see cref="ImagePreprocessingOptions.Background"/>.
    /// </summary>
    Pad = 1,

    /// <summary>Stretch the picture.</summary>
    Fill = 2,
}
