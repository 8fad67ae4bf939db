using System.Buffers.Binary;
using System.IO.Compression;

namespace LseMlNet.Cli.Tests.Support;

/// <summary>Some of the held-out pictures that ship with the program, as a separate data set.</summary>
internal static class HeldOutFolder
{
    private const int Pixels = 28 * 28;

    /// <summary>Writes the pictures with these indices to a folder, and returns it.</summary>
    public static string Write(string folder, IEnumerable<int> indices)
    {
        int[] chosen = [.. indices];
        byte[] pictures = Unpack("images-idx3-ubyte.gz"), labels = Unpack("labels-idx1-ubyte.gz");
        byte[] count = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(count, chosen.Length);
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(
            Path.Combine(folder, "images-idx3-ubyte"), [.. pictures[..4], .. count, .. pictures[8..16],
                .. chosen.SelectMany(i => pictures[(16 + i * Pixels)..(16 + (i + 1) * Pixels)])]);
        File.WriteAllBytes(Path.Combine(folder, "labels-idx1-ubyte"), [.. labels[..4], .. count, .. chosen.Select(i => labels[8 + i])]);
        return folder;
    }

    private static byte[] Unpack(string name)
    {
        using var unpacked = new MemoryStream();
        using var packed = new GZipStream(File.OpenRead(Path.Combine(Repository.FashionHeldOut, name)), CompressionMode.Decompress);
        packed.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
