using System.Numerics;

namespace LseMlNet.Numerics.Tests.Support;

/// <summary>The results of all operations on the same logits with a class axis.</summary>
internal sealed record AxisResults<T>(T[] Softmax, T[] LogSoftmax, T[] LogSumExp, T[] Entropy, T[] Margin, T[] CrossEntropy, int[] ArgMax)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static AxisResults<T> Of(T[] logits, int classes, int inner, int[] labels, double temperature, int threads)
    {
        int positions = labels.Length;
        AxisResults<T> results = new(
            new T[logits.Length], new T[logits.Length], new T[positions], new T[positions], new T[positions], new T[positions],
            new int[positions]);
        AxisSubject<T>.Softmax(logits, classes, inner, results.Softmax, temperature, threads);
        AxisSubject<T>.LogSoftmax(logits, classes, inner, results.LogSoftmax, temperature, threads);
        AxisSubject<T>.LogSumExp(logits, classes, inner, results.LogSumExp, temperature, threads);
        AxisSubject<T>.Entropy(logits, classes, inner, results.Entropy, temperature, threads);
        AxisSubject<T>.Margin(logits, classes, inner, results.Margin, temperature, threads);
        AxisSubject<T>.CrossEntropy(logits, classes, inner, labels, results.CrossEntropy, temperature, threads);
        AxisSubject<T>.ArgMax(logits, classes, inner, results.ArgMax, threads);
        return results;
    }
}
