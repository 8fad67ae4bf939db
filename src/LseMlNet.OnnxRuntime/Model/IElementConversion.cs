using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Turns elements of a column into elements of a tensor and back.</summary>
internal interface IElementConversion<TColumn, TTensor>
{
    /// <summary>Rounds to the nearest. Returns the index of the first finite value that has none, or −1.</summary>
    static abstract int ToTensor(ReadOnlySpan<TColumn> values, Span<TTensor> elements);

    /// <summary>Every element is exact.</summary>
    static abstract void ToColumn(ReadOnlySpan<TTensor> elements, Span<TColumn> values);
}

internal readonly struct Unchanged<T> : IElementConversion<T, T>
{
    public static int ToTensor(ReadOnlySpan<T> values, Span<T> elements)
    {
        values.CopyTo(elements);
        return -1;
    }

    public static void ToColumn(ReadOnlySpan<T> elements, Span<T> values) => elements.CopyTo(values);
}

/// <summary>IEEE half precision; ONNX Runtime's type for it has no arithmetic, .NET's has.</summary>
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

/// <summary>The upper half of a float, for which .NET has no type yet.</summary>
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
                // Rounding could carry a NaN over into an infinity; a quiet one has a bit in the upper half.
                upper[i] = (ushort)(bits >> LowerBits | 0x40);
                continue;
            }
            // To nearest, and of two equally near ones to the even.
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
