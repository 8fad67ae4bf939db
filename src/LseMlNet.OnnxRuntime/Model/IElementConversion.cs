using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Converts values of a column to elements of a tensor and back.</summary>
internal interface IElementConversion<TColumn, TTensor>
{
    /// <summary>Converts to the nearest element. Returns the index of the first finite value that is out of range, or −1.</summary>
    static abstract int ToTensor(ReadOnlySpan<TColumn> values, Span<TTensor> elements);

    /// <summary>Converts without rounding.</summary>
    static abstract void ToColumn(ReadOnlySpan<TTensor> elements, Span<TColumn> values);
}

/// <summary>Copies values unchanged, for tensors whose element type is the item type of the column.</summary>
internal readonly struct Unchanged<T> : IElementConversion<T, T>
{
    public static int ToTensor(ReadOnlySpan<T> values, Span<T> elements)
    {
        values.CopyTo(elements);
        return -1;
    }

    public static void ToColumn(ReadOnlySpan<T> elements, Span<T> values) => elements.CopyTo(values);
}

/// <summary>Converts IEEE half precision with .NET's type, because ONNX Runtime's type has no arithmetic.</summary>
internal readonly struct HalfPrecision : IElementConversion<float, Float16>
{
    public static int ToTensor(ReadOnlySpan<float> values, Span<Float16> elements)
    {
        Span<Half> halves = MemoryMarshal.Cast<Float16, Half>(elements);
        for (int i = 0; i < values.Length; i++)
        {
            halves[i] = (Half)values[i];
            if (Half.IsInfinity(halves[i]) && float.IsFinite(values[i]))
            {
                return i;
            }
        }
        return -1;
    }

    public static void ToColumn(ReadOnlySpan<Float16> elements, Span<float> values)
    {
        ReadOnlySpan<Half> halves = MemoryMarshal.Cast<Float16, Half>(elements);
        for (int i = 0; i < halves.Length; i++)
        {
            values[i] = (float)halves[i];
        }
    }
}

/// <summary>Converts bfloat16, the upper half of a float. .NET has no type for it.</summary>
internal readonly struct BrainPrecision : IElementConversion<float, BFloat16>
{
    private const int LowerBits = 16;

    public static int ToTensor(ReadOnlySpan<float> values, Span<BFloat16> elements)
    {
        Span<ushort> upper = MemoryMarshal.Cast<BFloat16, ushort>(elements);
        for (int i = 0; i < values.Length; i++)
        {
            uint bits = BitConverter.SingleToUInt32Bits(values[i]);
            if (float.IsNaN(values[i]))
            {
                // Rounding could turn a NaN into an infinity. Setting the quiet bit, which is in the upper half, keeps it a NaN.
                upper[i] = (ushort)(bits >> LowerBits | 0x40);
                continue;
            }
            // Rounds to the nearest value, and ties to even.
            uint rounded = bits + 0x7FFF + (bits >> LowerBits & 1);
            upper[i] = (ushort)(rounded >> LowerBits);
            if (float.IsInfinity(BitConverter.UInt32BitsToSingle(rounded >> LowerBits << LowerBits)) && float.IsFinite(values[i]))
            {
                return i;
            }
        }
        return -1;
    }

    public static void ToColumn(ReadOnlySpan<BFloat16> elements, Span<float> values)
    {
        ReadOnlySpan<ushort> upper = MemoryMarshal.Cast<BFloat16, ushort>(elements);
        for (int i = 0; i < upper.Length; i++)
        {
            values[i] = BitConverter.UInt32BitsToSingle((uint)upper[i] << LowerBits);
        }
    }
}
