using System.Buffers.Binary;
using static LseMlNet.Cli.Serve.RefusedUploadException;

namespace LseMlNet.Cli.Pictures;

/// <summary>
/// Whether a JPEG file has all its segments, and a size that can be decoded (ITU-T T.81, annex B). Its pixels have no checksum: where some
/// of them are wrong, a decoder shows a damaged picture, and nobody can tell.
/// </summary>
internal static class JpegCheck
{
    // Each scan of a progressive picture costs a pass over all pixels. Encoders write about ten.
    private const int MostScans = 64;

    public static ReadOnlySpan<byte> Signature => [0xFF, 0xD8, 0xFF];

    /// <exception cref="RefusedUploadException">The picture is damaged, too large, or of a rare kind.</exception>
    public static void Check(ReadOnlySpan<byte> bytes)
    {
        bool hasFrame = false;
        int scans = 0;
        for (int at = 2; ;)
        {
            byte type = Mark(bytes, ref at);
            if (type == 0xD9)
            {
                break;
            }

            ReadOnlySpan<byte> segment = Segment(bytes, at);
            at += 2 + segment.Length;
            // Of the frames, 0xC0 to 0xCF, all but tables of codes (C4, CC) and the unused C8.
            if (type is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                CheckFrame(type, segment, hasFrame);
                hasFrame = true;
            }
            else if (type == 0xDA)
            {
                if (!hasFrame)
                {
                    throw Damaged("its pixels come before its size");
                }

                if (++scans > MostScans)
                {
                    throw Unreadable($"This JPEG picture has more than {MostScans} scans; wanted no more. Save it as a baseline JPEG.");
                }

                at = EndOfPixels(bytes, at);
            }
            else if (type is < 0xC0 or (>= 0xD0 and <= 0xD8))
            {
                throw Damaged($"there is a mark FF{type:X2} at byte {at} where none can be");
            }
        }
        if (scans == 0)
        {
            throw Damaged("it has no pixels");
        }
    }

    private static RefusedUploadException Damaged(string what) => Unreadable($"This JPEG picture is damaged: {what}. Copy or download it again.");

    private static RefusedUploadException CutShort() => Unreadable("This JPEG picture is cut short. Copy or download it again.");

    // A mark: 0xFF, as often as one likes, and its type.
    private static byte Mark(ReadOnlySpan<byte> bytes, ref int at)
    {
        int start = at;
        while (at < bytes.Length && bytes[at] == 0xFF)
        {
            at++;
        }

        if (at >= bytes.Length)
        {
            throw CutShort();
        }

        return at > start ? bytes[at++] : throw Damaged($"there is no segment at byte {at}");
    }

    // A segment: its length, which counts itself, and its data.
    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> bytes, int at)
    {
        int length = at + 2 <= bytes.Length ? BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) : throw CutShort();
        if (length < 2)
        {
            throw Damaged($"the segment at byte {at} has length {length}");
        }

        return at + length <= bytes.Length ? bytes.Slice(at + 2, length - 2) : throw CutShort();
    }

    // A frame: bits of a sample, height, width, and three bytes for each component.
    private static void CheckFrame(byte type, ReadOnlySpan<byte> frame, bool hasFrame)
    {
        if (hasFrame)
        {
            throw Damaged("it states its size more than once");
        }

        if (type > 0xC2)
        {
            throw Unreadable($"This JPEG picture is of a rare kind (SOF{type - 0xC0}); wanted a baseline or progressive one. Save it as one of these.");
        }

        if (frame.Length < 6 || frame.Length != 6 + 3 * frame[5])
        {
            throw Damaged("its frame has a wrong length");
        }

        if (frame[0] != 8 || frame[5] is not (1 or 3 or 4))
        {
            throw Unreadable($"This JPEG picture has {frame[5]} components of {frame[0]} bits; wanted 1, 3 or 4 of 8 bits. Save it as a baseline JPEG.");
        }

        UploadCheck.CheckSize(width: BinaryPrimitives.ReadUInt16BigEndian(frame[3..]), height: BinaryPrimitives.ReadUInt16BigEndian(frame[1..]));
    }

    // In packed pixels, 0xFF is followed by 0 or by a restart mark (0xD0 to 0xD7); anything else is the next mark.
    private static int EndOfPixels(ReadOnlySpan<byte> bytes, int at)
    {
        while (true)
        {
            int next = bytes[at..].IndexOf((byte)0xFF);
            at += next;
            if (next < 0 || at + 1 >= bytes.Length)
            {
                throw CutShort();
            }

            if (bytes[at + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }

            at += 2;
        }
    }
}
