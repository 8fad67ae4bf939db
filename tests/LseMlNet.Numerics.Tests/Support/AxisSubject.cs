using System.Numerics;
using System.Runtime.InteropServices;

namespace LseMlNet.Numerics.Tests.Support;

/// <summary>The operations along a class axis, generic in the element type, so that one test covers float and double.</summary>
internal static class AxisSubject<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Softmax(ReadOnlySpan<T> logits, int classes, int inner, Span<T> probabilities, double temperature, int threads)
    {
        if (typeof(T) == typeof(float))
        {
            Logits.Softmax(Singles(logits), classes, inner, Singles(probabilities), temperature, threads);
        }
        else
        {
            Logits.Softmax(Doubles(logits), classes, inner, Doubles(probabilities), temperature, threads);
        }
    }

    public static void LogSoftmax(ReadOnlySpan<T> logits, int classes, int inner, Span<T> logProbabilities, double temperature, int threads)
    {
        if (typeof(T) == typeof(float))
        {
            Logits.LogSoftmax(Singles(logits), classes, inner, Singles(logProbabilities), temperature, threads);
        }
        else
        {
            Logits.LogSoftmax(Doubles(logits), classes, inner, Doubles(logProbabilities), temperature, threads);
        }
    }

    public static void LogSumExp(ReadOnlySpan<T> logits, int classes, int inner, Span<T> results, double temperature, int threads)
    {
        if (typeof(T) == typeof(float))
        {
            Logits.LogSumExp(Singles(logits), classes, inner, Singles(results), temperature, threads);
        }
        else
        {
            Logits.LogSumExp(Doubles(logits), classes, inner, Doubles(results), temperature, threads);
        }
    }

    public static void Entropy(ReadOnlySpan<T> logits, int classes, int inner, Span<T> results, double temperature, int threads)
    {
        if (typeof(T) == typeof(float))
        {
            Logits.Entropy(Singles(logits), classes, inner, Singles(results), temperature, threads);
        }
        else
        {
            Logits.Entropy(Doubles(logits), classes, inner, Doubles(results), temperature, threads);
        }
    }

    public static void Margin(ReadOnlySpan<T> logits, int classes, int inner, Span<T> results, double temperature, int threads)
    {
        if (typeof(T) == typeof(float))
        {
            Logits.Margin(Singles(logits), classes, inner, Singles(results), temperature, threads);
        }
        else
        {
            Logits.Margin(Doubles(logits), classes, inner, Doubles(results), temperature, threads);
        }
    }

    public static void CrossEntropy(
        ReadOnlySpan<T> logits, int classes, int inner, ReadOnlySpan<int> labels, Span<T> results, double temperature, int threads)
    {
        if (typeof(T) == typeof(float))
        {
            Logits.CrossEntropy(Singles(logits), classes, inner, labels, Singles(results), temperature, threads);
        }
        else
        {
            Logits.CrossEntropy(Doubles(logits), classes, inner, labels, Doubles(results), temperature, threads);
        }
    }

    public static void ArgMax(ReadOnlySpan<T> logits, int classes, int inner, Span<int> results, int threads)
    {
        if (typeof(T) == typeof(float))
        {
            Logits.ArgMax(Singles(logits), classes, inner, results, threads);
        }
        else
        {
            Logits.ArgMax(Doubles(logits), classes, inner, results, threads);
        }
    }

    private static ReadOnlySpan<float> Singles(ReadOnlySpan<T> span) => MemoryMarshal.Cast<T, float>(span);

    private static ReadOnlySpan<double> Doubles(ReadOnlySpan<T> span) => MemoryMarshal.Cast<T, double>(span);

    private static Span<float> Singles(Span<T> span) => MemoryMarshal.Cast<T, float>(span);

    private static Span<double> Doubles(Span<T> span) => MemoryMarshal.Cast<T, double>(span);
}
