using System.Buffers.Binary;
using System.IO.Hashing;

namespace LseMlNet.Cli.Tests.Support;

/// <summary>Turns good pictures into bad ones.</summary>
internal static class Damage
{
    private const int FirstChunk = 8;

    /// <summary>The same PNG with another size in its header, and a correct checksum.</summary>
    public static byte[] PngOfSize(byte[] png, int width, int height)
    {
        byte[] changed = [.. png];
        BinaryPrimitives.WriteInt32BigEndian(changed.AsSpan(FirstChunk + 8), width);
        BinaryPrimitives.WriteInt32BigEndian(changed.AsSpan(FirstChunk + 12), height);
        CorrectChecksums(changed);
        return changed;
    }

    /// <summary>The same JPEG with another size in its frame.</summary>
    public static byte[] JpegOfSize(byte[] jpeg, int width, int height)
    {
        byte[] changed = [.. jpeg];
        int frame = FrameOf(changed);
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(frame + 5), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(frame + 7), (ushort)width);
        return changed;
    }

    /// <summary>Where the frame of a baseline or progressive JPEG begins.</summary>
    public static int FrameOf(byte[] jpeg) =>
        Math.Max(jpeg.AsSpan().IndexOf<byte>([0xFF, 0xC0]), jpeg.AsSpan().IndexOf<byte>([0xFF, 0xC2]));

    /// <summary>Recomputes the checksum of each chunk, and stops at the first chunk whose length is damaged.</summary>
    public static void CorrectChecksums(byte[] png)
    {
        for (long at = FirstChunk; at + 12 <= png.Length;)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan((int)at));
            if (at + 12 + length > png.Length)
            {
                return;
            }

            Span<byte> checkedBytes = png.AsSpan((int)at + 4, 4 + (int)length);
            BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan((int)(at + 8 + length)), Crc32.HashToUInt32(checkedBytes));
            at += 12 + length;
        }
    }
}
