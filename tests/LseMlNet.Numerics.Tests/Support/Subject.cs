using System.Numerics;
using System.Runtime.InteropServices;

namespace LseMlNet.Numerics.Tests.Support;

/// <summary>The public operations, generic in the element type, so that one test covers float and double.</summary>
internal static class Subject<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T LogSumExp(ReadOnlySpan<T> logits) =>
        IsSingle ? (T)(object)Logits.LogSumExp(Singles(logits)) : (T)(object)Logits.LogSumExp(Doubles(logits));

    public static T LogSumExp(ReadOnlySpan<T> logits, double temperature) =>
        IsSingle
            ? (T)(object)Logits.LogSumExp(Singles(logits), temperature)
            : (T)(object)Logits.LogSumExp(Doubles(logits), temperature);

    public static void LogSumExp(ReadOnlySpan<T> logits, int rowLength, Span<T> results, int threads = 1)
    {
        if (IsSingle)
        {
            Logits.LogSumExp(Singles(logits), rowLength, Singles(results), threads);
        }
        else
        {
            Logits.LogSumExp(Doubles(logits), rowLength, Doubles(results), threads);
        }
    }

    public static void Softmax(ReadOnlySpan<T> logits, Span<T> probabilities)
    {
        if (IsSingle)
        {
            Logits.Softmax(Singles(logits), Singles(probabilities));
        }
        else
        {
            Logits.Softmax(Doubles(logits), Doubles(probabilities));
        }
    }

    public static void Softmax(ReadOnlySpan<T> logits, int rowLength, Span<T> probabilities, int threads = 1)
    {
        if (IsSingle)
        {
            Logits.Softmax(Singles(logits), rowLength, Singles(probabilities), threads);
        }
        else
        {
            Logits.Softmax(Doubles(logits), rowLength, Doubles(probabilities), threads);
        }
    }

    public static void Softmax(ReadOnlySpan<T> logits, Span<T> probabilities, double temperature)
    {
        if (IsSingle)
        {
            Logits.Softmax(Singles(logits), Singles(probabilities), temperature);
        }
        else
        {
            Logits.Softmax(Doubles(logits), Doubles(probabilities), temperature);
        }
    }

    public static void SoftmaxRepeatingLast(ReadOnlySpan<T> logits, int lastCount, Span<T> probabilities)
    {
        if (IsSingle)
        {
            Logits.SoftmaxRepeatingLast(Singles(logits), lastCount, Singles(probabilities));
        }
        else
        {
            Logits.SoftmaxRepeatingLast(Doubles(logits), lastCount, Doubles(probabilities));
        }
    }

    public static void LogSoftmax(ReadOnlySpan<T> logits, Span<T> logProbabilities)
    {
        if (IsSingle)
        {
            Logits.LogSoftmax(Singles(logits), Singles(logProbabilities));
        }
        else
        {
            Logits.LogSoftmax(Doubles(logits), Doubles(logProbabilities));
        }
    }

    public static void LogSoftmax(ReadOnlySpan<T> logits, int rowLength, Span<T> logProbabilities, int threads = 1)
    {
        if (IsSingle)
        {
            Logits.LogSoftmax(Singles(logits), rowLength, Singles(logProbabilities), threads);
        }
        else
        {
            Logits.LogSoftmax(Doubles(logits), rowLength, Doubles(logProbabilities), threads);
        }
    }

    public static void LogSoftmax(ReadOnlySpan<T> logits, Span<T> logProbabilities, double temperature)
    {
        if (IsSingle)
        {
            Logits.LogSoftmax(Singles(logits), Singles(logProbabilities), temperature);
        }
        else
        {
            Logits.LogSoftmax(Doubles(logits), Doubles(logProbabilities), temperature);
        }
    }

    public static T CrossEntropy(ReadOnlySpan<T> logits, int label, double temperature) =>
        IsSingle
            ? (T)(object)Logits.CrossEntropy(Singles(logits), label, temperature)
            : (T)(object)Logits.CrossEntropy(Doubles(logits), label, temperature);

    public static T CrossEntropy(ReadOnlySpan<T> logits, int label) =>
        IsSingle ? (T)(object)Logits.CrossEntropy(Singles(logits), label) : (T)(object)Logits.CrossEntropy(Doubles(logits), label);

    public static void CrossEntropy(ReadOnlySpan<T> logits, int rowLength, ReadOnlySpan<int> labels, Span<T> results, int threads = 1)
    {
        if (IsSingle)
        {
            Logits.CrossEntropy(Singles(logits), rowLength, labels, Singles(results), threads);
        }
        else
        {
            Logits.CrossEntropy(Doubles(logits), rowLength, labels, Doubles(results), threads);
        }
    }

    public static void ApplyTemperature(ReadOnlySpan<T> logits, double temperature, Span<T> scaled)
    {
        if (IsSingle)
        {
            Logits.ApplyTemperature(Singles(logits), temperature, Singles(scaled));
        }
        else
        {
            Logits.ApplyTemperature(Doubles(logits), temperature, Doubles(scaled));
        }
    }

    public static void Sigmoid(ReadOnlySpan<T> logits, Span<T> probabilities, double temperature = 1)
    {
        if (IsSingle)
        {
            Logits.Sigmoid(Singles(logits), Singles(probabilities), temperature);
        }
        else
        {
            Logits.Sigmoid(Doubles(logits), Doubles(probabilities), temperature);
        }
    }

    public static void LogSigmoid(ReadOnlySpan<T> logits, Span<T> logProbabilities, double temperature = 1)
    {
        if (IsSingle)
        {
            Logits.LogSigmoid(Singles(logits), Singles(logProbabilities), temperature);
        }
        else
        {
            Logits.LogSigmoid(Doubles(logits), Doubles(logProbabilities), temperature);
        }
    }

    public static bool FromProbabilities(ReadOnlySpan<T> probabilities, Span<T> logits) => IsSingle
        ? Logits.FromProbabilities(Singles(probabilities), Singles(logits))
        : Logits.FromProbabilities(Doubles(probabilities), Doubles(logits));

    private static bool IsSingle => typeof(T) == typeof(float);

    private static ReadOnlySpan<float> Singles(ReadOnlySpan<T> span) => MemoryMarshal.Cast<T, float>(span);

    private static ReadOnlySpan<double> Doubles(ReadOnlySpan<T> span) => MemoryMarshal.Cast<T, double>(span);

    private static Span<float> Singles(Span<T> span) => MemoryMarshal.Cast<T, float>(span);

    private static Span<double> Doubles(Span<T> span) => MemoryMarshal.Cast<T, double>(span);
}
