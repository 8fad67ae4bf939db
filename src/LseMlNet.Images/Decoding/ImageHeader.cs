namespace LseMlNet.Images;

/// <summary>What is known about a picture before it is decoded.</summary>
/// <param name="Width">The width of the upright picture, in pixels.</param>
/// <param name="Height">The height of the upright picture, in pixels.</param>
/// <param name="MediaType">The type of the file, such as image/png.</param>
internal readonly record struct ImageHeader(int Width, int Height, string MediaType);
