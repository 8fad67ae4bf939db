using System.Buffers.Binary;
using System.IO.Compression;

namespace LseMlNet.Cli.Evaluate;

/// <summary>
/// An array of bytes in the format of the MNIST data sets, http://yann.lecun.com/exdb/mnist: two zero bytes, the type of the elements,
/// the number of dimensions, each length as a big-endian number, then the elements.
/// </summary>
internal sealed class IdxFile
{
    private const byte UnsignedBytes = 8;

    private readonly ReadOnlyMemory<byte> _elements;

    private IdxFile(string path, int[] lengths, ReadOnlyMemory<byte> elements)
    {
        Path = path;
        Lengths = lengths;
        _elements = elements;
    }

    public string Path { get; }

    /// <summary>The length of each dimension.</summary>
    public int[] Lengths { get; }

    /// <summary>The elements at an index of the first dimension.</summary>
    public ReadOnlySpan<byte> this[int i]
    {
        get
        {
            int size = _elements.Length / Lengths[0];
            return _elements.Span.Slice(i * size, size);
        }
    }

    /// <summary>Reads a file, which is compressed if its name ends in .gz.</summary>
    /// <exception cref="UnusableInputException">The file cannot be read, is not an IDX file, or is too short or too long.</exception>
    public static IdxFile Read(string path, int dimensions)
    {
        ReadOnlyMemory<byte> bytes = UnusableInputException.Explain($"data file '{path}' cannot be read", () => ReadBytes(path));
        ReadOnlySpan<byte> header = bytes.Span;
        int headerSize = 4 + 4 * dimensions;
        if (!header.StartsWith((ReadOnlySpan<byte>)[0, 0, UnsignedBytes, (byte)dimensions]) || header.Length < headerSize)
        {
            throw new UnusableInputException($"data file '{path}' begins with {Convert.ToHexString(header[..Math.Min(4, header.Length)])} and has {header.Length} bytes; " +
                $"expected an IDX file of bytes in {dimensions} dimensions, which begins with 000008{dimensions:X2} and a header of {headerSize} bytes");
        }

        uint[] lengths = new uint[dimensions];
        for (int i = 0; i < dimensions; i++)
        {
            lengths[i] = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + 4 * i)..]);
        }

        int size = header.Length - headerSize;
        // The product is a double, so no header can make it overflow.
        if (lengths.Aggregate(1.0, (product, length) => product * length) != size || size == 0)
        {
            throw new UnusableInputException($"data file '{path}' has {size} bytes after its header, which says {string.Join(" x ", lengths)}; " +
                (size == 0 ? "there is nothing to evaluate" : "copy or download it again"));
        }
        return new IdxFile(path, Array.ConvertAll(lengths, length => (int)length), bytes[headerSize..]);
    }

    private static byte[] ReadBytes(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
        {
            return File.ReadAllBytes(path);
        }

        using var unpacked = new MemoryStream();
        using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        packed.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
