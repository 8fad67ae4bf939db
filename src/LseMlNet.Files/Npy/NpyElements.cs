using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace LseMlNet.Files.Npy;

/// <summary>Turns the bytes of elements into numbers.</summary>
internal static class NpyElements
{
    /// <summary>Whether the bytes are those of <typeparamref name="T"/> on this machine, so that they can be read in place.</summary>
    public static bool AreValuesOf<T>(NpyHeader header)
        where T : unmanaged =>
        header.ElementType == 'f' && header.ElementSize == Marshal.SizeOf<T>() && header.IsBigEndian == !BitConverter.IsLittleEndian;

    /// <summary>Converts numbers of any type to floating-point numbers.</summary>
    public static void ToFloating<T>(NpyHeader header, ReadOnlySpan<byte> bytes, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (header.ElementSize)
        {
            case 2:
                Convert(header, bytes, values, BinaryPrimitives.ReadHalfLittleEndian, BinaryPrimitives.ReadHalfBigEndian);
                break;
            case 4:
                Convert(header, bytes, values, BinaryPrimitives.ReadSingleLittleEndian, BinaryPrimitives.ReadSingleBigEndian);
                break;
            default:
                Convert(header, bytes, values, BinaryPrimitives.ReadDoubleLittleEndian, BinaryPrimitives.ReadDoubleBigEndian);
                break;
        }
    }

    /// <summary>Converts whole numbers of any size; numbers above 2^63 − 1 become 2^63 − 1.</summary>
    public static void ToIntegers(NpyHeader header, ReadOnlySpan<byte> bytes, Span<long> values)
    {
        bool isSigned = header.ElementType == 'i';
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes.Slice(i * header.ElementSize, header.ElementSize);
            values[i] = (header.ElementSize, isSigned, header.IsBigEndian) switch
            {
                (1, true, _) => (sbyte)element[0],
                (1, false, _) => element[0],
                (2, true, false) => BinaryPrimitives.ReadInt16LittleEndian(element),
                (2, true, true) => BinaryPrimitives.ReadInt16BigEndian(element),
                (2, false, false) => BinaryPrimitives.ReadUInt16LittleEndian(element),
                (2, false, true) => BinaryPrimitives.ReadUInt16BigEndian(element),
                (4, true, false) => BinaryPrimitives.ReadInt32LittleEndian(element),
                (4, true, true) => BinaryPrimitives.ReadInt32BigEndian(element),
                (4, false, false) => BinaryPrimitives.ReadUInt32LittleEndian(element),
                (4, false, true) => BinaryPrimitives.ReadUInt32BigEndian(element),
                (_, true, false) => BinaryPrimitives.ReadInt64LittleEndian(element),
                (_, true, true) => BinaryPrimitives.ReadInt64BigEndian(element),
                (_, false, false) => long.CreateSaturating(BinaryPrimitives.ReadUInt64LittleEndian(element)),
                (_, false, true) => long.CreateSaturating(BinaryPrimitives.ReadUInt64BigEndian(element)),
            };
        }
    }

    private delegate TElement ReadElement<TElement>(ReadOnlySpan<byte> bytes);

    private static void Convert<TElement, T>(NpyHeader header, ReadOnlySpan<byte> bytes, Span<T> values, ReadElement<TElement> little, ReadElement<TElement> big)
        where TElement : unmanaged, INumberBase<TElement>
        where T : unmanaged, INumberBase<T>
    {
        ReadElement<TElement> read = header.IsBigEndian ? big : little;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating(read(bytes[(i * header.ElementSize)..]));
        }
    }
}
