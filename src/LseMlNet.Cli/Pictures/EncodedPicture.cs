namespace LseMlNet.Cli.Pictures;

/// <summary>A picture as the bytes of a file.</summary>
/// <param name="Bytes">The content of the file.</param>
/// <param name="MediaType">The media type, such as image/png.</param>
/// <param name="Width">The width of the upright picture, in pixels.</param>
/// <param name="Height">The height of the upright picture, in pixels.</param>
internal sealed record EncodedPicture(byte[] Bytes, string MediaType, int Width, int Height);
