using System.Numerics;
using System.Runtime.InteropServices;

namespace LseMlNet.OnnxRuntime;

/// <summary>Compares values that may differ by rounding.</summary>
internal static class RelativeDifference
{
    /// <summary>
    /// Returns the largest difference as a fraction of the largest finite magnitude. It is infinite if values other than Single and Double
    /// differ at all, or if one of two values is a NaN or an infinity and the other is not the same.
    /// </summary>
    public static double Of<T>(T[] first, T[] second)
        where T : unmanaged =>
        typeof(T) == typeof(float)
            ? Of<float>(MemoryMarshal.Cast<T, float>(first), MemoryMarshal.Cast<T, float>(second))
            : typeof(T) == typeof(double)
                ? Of<double>(MemoryMarshal.Cast<T, double>(first), MemoryMarshal.Cast<T, double>(second))
                : double.PositiveInfinity;

    private static double Of<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double difference = 0, magnitude = 0;
        for (int i = 0; i < first.Length; i++)
        {
            if (first[i].Equals(second[i]))
            {
                magnitude = T.IsFinite(first[i]) ? Math.Max(magnitude, Math.Abs(double.CreateTruncating(first[i]))) : magnitude;
                continue;
            }

            if (!T.IsFinite(first[i]) || !T.IsFinite(second[i]))
            {
                return double.PositiveInfinity;
            }

            (double a, double b) = (double.CreateTruncating(first[i]), double.CreateTruncating(second[i]));
            difference = Math.Max(difference, Math.Abs(a - b));
            magnitude = Math.Max(magnitude, Math.Max(Math.Abs(a), Math.Abs(b)));
        }
        // Negative zero equals zero, so both magnitudes can be 0.
        return difference == 0 ? 0 : difference / magnitude;
    }
}
