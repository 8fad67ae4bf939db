using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Converts values of a column to elements of a tensor and back.</summary>
internal interface IElementConversion<TColumn, TTensor>
{
    /// <summary>What <see cref="ToTensor"/> accepts, for messages.</summary>
    static virtual string Expected => $"a number in the range of {typeof(TTensor).Name}";

    /// <summary>Converts to the nearest element. Returns the index of the first value that it does not accept, or −1.</summary>
    static abstract int ToTensor(ReadOnlySpan<TColumn> values, Span<TTensor> elements);

    /// <summary>Converts without rounding.</summary>
    static abstract void ToColumn(ReadOnlySpan<TTensor> elements, Span<TColumn> values);
}

/// <summary>Copies values unchanged, for tensors whose element type equals the item type of the column.</summary>
internal readonly struct Unchanged<T> : IElementConversion<T, T>
{
    public static int ToTensor(ReadOnlySpan<T> values, Span<T> elements)
    {
        values.CopyTo(elements);
        return -1;
    }

    public static void ToColumn(ReadOnlySpan<T> elements, Span<T> values) => elements.CopyTo(values);
}

/// <summary>Converts whole numbers, for columns such as pixels that ML.NET keeps as Single although the model takes integers.</summary>
internal readonly struct WholeNumbers<T> : IElementConversion<float, T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    public static string Expected => FormattableString.Invariant($"a whole number from {T.MinValue} to {T.MaxValue}");

    public static int ToTensor(ReadOnlySpan<float> values, Span<T> elements)
    {
        for (int i = 0; i < values.Length; i++)
        {
            // A value that is fractional, not a number or out of range does not survive the conversion and back. The largest integer of
            // more than 16 bits is not a Single, so it can only result from a value that is out of range.
            elements[i] = T.CreateSaturating(values[i]);
            if (float.CreateTruncating(elements[i]) != values[i] || (elements[i] == T.MaxValue && Unsafe.SizeOf<T>() > sizeof(short)))
            {
                return i;
            }
        }
        return -1;
    }

    public static void ToColumn(ReadOnlySpan<T> elements, Span<float> values)
    {
        for (int i = 0; i < elements.Length; i++)
        {
            values[i] = float.CreateTruncating(elements[i]);
        }
    }
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
                // Rounding could turn a NaN into an infinity. Setting the quiet bit, which is in the
                // upper half, ensures that it stays a NaN.
                upper[i] = (ushort)(bits >> LowerBits | 0x40);
                continue;
            }
            // Rounds to the nearest value, with ties to even.
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
