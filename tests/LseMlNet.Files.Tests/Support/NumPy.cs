using System.Runtime.InteropServices;
using System.Text;

namespace LseMlNet.Files.Tests.Support;

/// <summary>Arrays in the format of NumPy.</summary>
internal static class NumPy
{
    public static byte[] Array(int[] shape, float[] values) => WithHeader($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({string.Join(", ", shape)}{(shape.Length == 1 ? "," : "")}), }}", MemoryMarshal.AsBytes(values.AsSpan()));

    /// <summary>A file of version 1 with any header.</summary>
    public static byte[] WithHeader(string header, ReadOnlySpan<byte> data)
    {
        byte[] text = Encoding.Latin1.GetBytes($"{header}\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. text, .. data];
    }
}
