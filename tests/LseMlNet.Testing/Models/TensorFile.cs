using System.Runtime.InteropServices;

namespace LseMlNet.Testing;

/// <summary>Reads the float tensors in the test data of official ONNX models: protobuf files that hold one TensorProto.</summary>
public static class TensorFile
{
    // Fields of TensorProto, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
    private const int DataType = 2;
    private const int FloatData = 4;
    private const int RawData = 9;

    // A value of DataType.
    private const ulong Float = 1;

    // Wire types of protobuf.
    private const ulong Varint = 0;
    private const ulong LengthDelimited = 2;

    public static float[] Read(string path)
    {
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        ulong type = 0;
        float[]? values = null;
        while (!rest.IsEmpty)
        {
            ulong tag = ReadVarint(ref rest);
            ulong value = ReadVarint(ref rest);
            switch (tag & 7)
            {
                case Varint:
                    if (tag >> 3 == DataType)
                    {
                        type = value;
                    }

                    break;
                case LengthDelimited:
                    if (tag >> 3 is FloatData or RawData)
                    {
                        values = MemoryMarshal.Cast<byte, float>(rest[..(int)value]).ToArray();
                    }

                    rest = rest[(int)value..];
                    break;
                default:
                    throw new InvalidDataException($"{path}: wire type {tag & 7} of field {tag >> 3} does not occur in a float tensor.");
            }
        }
        return type == Float && values is not null ? values : throw new InvalidDataException($"{path}: the file holds no float tensor.");
    }

    private static ulong ReadVarint(ref ReadOnlySpan<byte> rest)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = rest[0];
            rest = rest[1..];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }
    }
}
