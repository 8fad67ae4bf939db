using System.Numerics;
using System.Runtime.InteropServices;

namespace LseMlNet.Numerics.Tests.Support;

/// <summary>
/// The operations that derive a decision from a row, generic in the element type, so that one test covers float and double.
/// </summary>
internal static class Decide<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int ArgMax(ReadOnlySpan<T> logits) => IsSingle ? Logits.ArgMax(Singles(logits)) : Logits.ArgMax(Doubles(logits));

    public static T Margin(ReadOnlySpan<T> logits) =>
        IsSingle ? (T)(object)Logits.Margin(Singles(logits)) : (T)(object)Logits.Margin(Doubles(logits));

    public static T Entropy(ReadOnlySpan<T> logits) =>
        IsSingle ? (T)(object)Logits.Entropy(Singles(logits)) : (T)(object)Logits.Entropy(Doubles(logits));

    public static T Margin(ReadOnlySpan<T> logits, double temperature) => IsSingle
        ? (T)(object)Logits.Margin(Singles(logits), temperature)
        : (T)(object)Logits.Margin(Doubles(logits), temperature);

    public static T Entropy(ReadOnlySpan<T> logits, double temperature) => IsSingle
        ? (T)(object)Logits.Entropy(Singles(logits), temperature)
        : (T)(object)Logits.Entropy(Doubles(logits), temperature);

    public static bool TopK(ReadOnlySpan<T> logits, Span<int> indices) =>
        IsSingle ? Logits.TopK(Singles(logits), indices) : Logits.TopK(Doubles(logits), indices);

    /// <summary>
    /// Rows of every length up to 70 and some longer ones, at several magnitudes. About a third of the elements repeat another.
    /// </summary>
    public static IEnumerable<T[]> Rows()
    {
        foreach (int length in (int[])[.. Enumerable.Range(1, 70), 257, 1000])
        {
            foreach (double scale in (double[])[1e-38, 1, 89, 1e4, 1e30])
            {
                T[] row = Values.Normal<T>(length, length, scale);
                for (int i = 0; i < length; i += 3)
                {
                    row[i] = row[i * 7 % length];
                }

                yield return row;
            }
        }
    }

    private static bool IsSingle => typeof(T) == typeof(float);

    private static ReadOnlySpan<float> Singles(ReadOnlySpan<T> span) => MemoryMarshal.Cast<T, float>(span);

    private static ReadOnlySpan<double> Doubles(ReadOnlySpan<T> span) => MemoryMarshal.Cast<T, double>(span);
}
