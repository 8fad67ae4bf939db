using System.Runtime.InteropServices;

namespace LseMlNet.Examples.Tests.Support;

/// <summary>Reads the floats of an ONNX TensorProto file that holds them as raw data (field 9).</summary>
internal static class TensorFile
{
    private const int RawData = 9;

    public static float[] Read(string file)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(file);
        while (!bytes.IsEmpty)
        {
            ulong key = Varint(ref bytes);
            // Wire type 0 is a number, 2 a length and as many bytes; such files have no others.
            ulong value = Varint(ref bytes);
            if ((key & 7) == 0)
                continue;
            Assert.Equal(2u, key & 7);
            if (key >> 3 == RawData)
                return MemoryMarshal.Cast<byte, float>(bytes[..(int)value]).ToArray();
            bytes = bytes[(int)value..];
        }
        throw new InvalidDataException($"{file} has no raw data.");
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        int shift = 0;
        byte next;
        do
        {
            next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7F) << shift;
            shift += 7;
        }
        while (next >= 0x80);
        return value;
    }
}
