namespace LseMlNet;

internal delegate int RowArgMax<T>(ReadOnlySpan<T> scores);

internal delegate void AxisArgMax<T>(
    ReadOnlySpan<T> scores, int classCount, int innerLength, Span<int> results, int maxDegreeOfParallelism);

internal delegate bool RowTopK<T>(ReadOnlySpan<T> scores, Span<int> indices);

/// <summary>The functions that select labels from a row of scores, for one number type.</summary>
internal sealed record ScoreKernels<T>(
    RowArgMax<T> ArgMax, RowTopK<T> TopK, RowFunction<T> Softmax, AxisArgMax<T> AxisArgMax, AxisFunction<T> AxisSoftmax);

/// <summary>The score functions for the two number types that scores can have.</summary>
internal static class ScoreKernels
{
    public static ScoreKernels<float> Single { get; } = new(
        Numerics.Logits.ArgMax, Numerics.Logits.TopK, Numerics.Logits.Softmax, Numerics.Logits.ArgMax, Numerics.Logits.Softmax);

    public static ScoreKernels<double> Double { get; } = new(
        Numerics.Logits.ArgMax, Numerics.Logits.TopK, Numerics.Logits.Softmax, Numerics.Logits.ArgMax, Numerics.Logits.Softmax);
}
