using System.IO.Compression;

namespace LseMlNet.OnnxRuntime.Tests.Support;

/// <summary>The example's 5,000 held-out pictures of 28 x 28 pixels, 0 to 255, and their classes, 0 to 9.</summary>
internal static class HeldOut
{
    // The header of an IDX file has four bytes for the type, and four for each dimension.
    private const int PicturesHeader = 16;
    private const int LabelsHeader = 8;

    public static (float[][] Pictures, byte[] Labels) Read() =>
        ([.. Idx("images-idx3-ubyte.gz", PicturesHeader).Chunk(784).Select(picture => Array.ConvertAll(picture, pixel => (float)pixel))],
         Idx("labels-idx1-ubyte.gz", LabelsHeader));

    private static byte[] Idx(string file, int header)
    {
        using var stream = new GZipStream(File.OpenRead(Path.Combine(Repository.FashionHeldOut, file)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray()[header..];
    }
}
