using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LseMlNet.Cli.Score;

/// <summary>Refuses rows that have no softmax: those with NaN or +∞, or with nothing but −∞.</summary>
internal static class InvalidLogits
{
    /// <exception cref="FormatException">The first such row, by file, row and class.</exception>
    public static void Refuse<T>(RowBlock<T> block, LogitsSource source, ClassAxes axes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = source.RowLength;
        ReadOnlySpan<T> logits = block.Logits.AsSpan(0, block.Count * length);
        if (AreFinite(logits))
        {
            return;
        }

        for (int row = 0; row < block.Count; row++)
        {
            ReadOnlySpan<T> values = logits.Slice(row * length, length);
            for (int i = 0; i < length; i++)
            {
                if (T.IsNaN(values[i]) || T.IsPositiveInfinity(values[i]))
                {
                    string found = T.IsNaN(values[i]) ? "NaN" : "+∞";
                    throw block.Part.Fault(block.FirstRow + row, Place(source, i), $"it is {found}; expected a number");
                }
            }

            for (int position = 0; position < axes.PositionCount; position++)
            {
                int first = (position / axes.InnerLength * axes.ClassCount * axes.InnerLength) + (position % axes.InnerLength);
                if (IsNothing(values, first, axes))
                {
                    throw block.Part.Fault(block.FirstRow + row, axes.PositionCount > 1 ? $"position {position}" : "", "all its logits are -∞; expected a number for at least one class");
                }
            }
        }
    }

    private static bool IsNothing<T>(ReadOnlySpan<T> values, int first, ClassAxes axes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < axes.ClassCount; i++)
        {
            if (!T.IsNegativeInfinity(values[first + (i * axes.InnerLength)]))
            {
                return false;
            }
        }

        return true;
    }

    private static string Place(LogitsSource source, int index) =>
        source.Dimensions.Count > 1 ? $"element {index}" : source.ClassNames is { } names ? $"class '{names[index]}'" : $"class {index}";

    // x − x is 0 for every finite x, and NaN otherwise. A short program ends before the runtime would optimize this.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        Vector<T> sum = Vector<T>.Zero;
        foreach (Vector<T> vector in vectors)
        {
            sum += vector - vector;
        }

        T rest = T.Zero;
        foreach (T value in values[(vectors.Length * Vector<T>.Count)..])
        {
            rest += value - value;
        }

        return Vector.EqualsAll(sum, Vector<T>.Zero) && rest == T.Zero;
    }
}
