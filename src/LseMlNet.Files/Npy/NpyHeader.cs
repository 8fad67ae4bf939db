using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LseMlNet.Files.Npy;

/// <summary>The header of an array of NumPy: the format "NPY", versions 1, 2 and 3 (numpy.lib.format).</summary>
/// <param name="ElementType">The letter of the type: f, i, u, b and others.</param>
/// <param name="ElementSize">The number of bytes in an element.</param>
/// <param name="IsBigEndian">Whether the first byte of an element is the highest.</param>
/// <param name="IsFortranOrder">Whether the first index is the one that changes fastest.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="DataOffset">The offset of the first element.</param>
internal sealed partial record NpyHeader(char ElementType, int ElementSize, bool IsBigEndian, bool IsFortranOrder, long[] Shape, int DataOffset)
{
    // NumPy itself refuses longer headers from untrusted sources.
    private const int LongestText = 10_000;

    private const int PrefixLength = 8;

    /// <summary>The first bytes of every array.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The number of elements.</summary>
    public long ElementCount => Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>The number of bytes of all elements.</summary>
    public long DataLength => checked(ElementCount * ElementSize);

    /// <summary>Reads a header.</summary>
    /// <param name="stream">A stream that starts with the array.</param>
    /// <exception cref="FormatException">The stream is not an array of NumPy, or is one of an unsupported kind.</exception>
    public static NpyHeader Read(Stream stream)
    {
        byte[] prefix = new byte[PrefixLength];
        if (stream.ReadAtLeast(prefix, PrefixLength, throwOnEndOfStream: false) < PrefixLength || !prefix.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            throw new FormatException("it does not start as an array of NumPy does (\\x93NUMPY); expected a file that numpy.save has written");
        }

        byte version = prefix[6];
        if (version is not (1 or 2 or 3))
        {
            throw new FormatException($"it has version {version} of the format of NumPy; expected 1, 2 or 3");
        }

        int lengthSize = version == 1 ? 2 : 4;
        byte[] length = ReadExactly(stream, lengthSize);
        uint textLength = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(length) : BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (textLength > LongestText)
        {
            throw new FormatException($"its header has {textLength} bytes; expected at most {LongestText}");
        }

        byte[] text = ReadExactly(stream, (int)textLength);
        return Parse((version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(text), PrefixLength + lengthSize + (int)textLength);
    }

    private static NpyHeader Parse(string text, int dataOffset)
    {
        Match match = HeaderPattern().Match(text);
        Match descriptor = DescriptorPattern().Match(text);
        if (!match.Success || !descriptor.Success || !FortranPattern().IsMatch(text))
        {
            throw new FormatException($"its header is {Shorten(text)}; expected {{'descr': '<f4', 'fortran_order': False, 'shape': (rows, classes), }}, for example");
        }

        var shape = new List<long>();
        foreach (string size in match.Groups["shape"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            {
                throw new FormatException($"its header has the shape ({match.Groups["shape"].Value}); expected numbers that are not negative");
            }

            shape.Add(number);
        }

        var header = new NpyHeader(
            descriptor.Groups["type"].Value[0],
            int.Parse(descriptor.Groups["size"].Value, CultureInfo.InvariantCulture),
            descriptor.Groups["order"].Value is ">",
            FortranPattern().Match(text).Groups["value"].Value == "True",
            [.. shape],
            dataOffset);
        try
        {
            _ = header.DataLength;
        }
        catch (OverflowException)
        {
            throw new FormatException($"its header has the shape ({match.Groups["shape"].Value}), which is more than any file can hold");
        }

        return header;
    }

    private static byte[] ReadExactly(Stream stream, int length)
    {
        byte[] bytes = new byte[length];
        return stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length ? bytes : throw new FormatException("it ends within its header");
    }

    private static string Shorten(string text) => text.Trim() is { Length: > 100 } longer ? longer[..100] + "…" : text.Trim();

    [GeneratedRegex(@"^\s*\{.*'shape'\s*:\s*\((?<shape>[^()]*)\).*\}\s*$", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex HeaderPattern();

    // For a type with fields, this is a list, which does not match.
    [GeneratedRegex(@"'descr'\s*:\s*'(?<order>[<>|=]?)(?<type>[a-zA-Z?])(?<size>\d{1,4})'", RegexOptions.NonBacktracking)]
    private static partial Regex DescriptorPattern();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(?<value>True|False)", RegexOptions.NonBacktracking)]
    private static partial Regex FortranPattern();
}
