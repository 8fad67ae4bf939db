using LseMlNet.Numerics;

namespace LseMlNet.Cli.Score;

/// <summary>The functions of logits, for one element type.</summary>
internal sealed record ScoreKernels<T>(
    RowsKernel<T> Softmax,
    RowsKernel<T> LogSoftmax,
    RowsKernel<T> LogSumExp,
    RowsKernel<T> Entropy,
    RowsKernel<T> Margin,
    ArgMaxKernel<T> ArgMax,
    TopKKernel<T> TopK)
{
    /// <summary>The function for an output of floating-point numbers.</summary>
    public RowsKernel<T> Of(ScoreOutput output) => output switch
    {
        ScoreOutput.Softmax => Softmax,
        ScoreOutput.LogSoftmax => LogSoftmax,
        ScoreOutput.LogSumExp => LogSumExp,
        ScoreOutput.Entropy => Entropy,
        ScoreOutput.Margin => Margin,
        _ => throw new ArgumentOutOfRangeException(nameof(output), output, null),
    };
}

/// <summary>The functions for each element type.</summary>
internal static class ScoreKernels
{
    public static ScoreKernels<float> Single { get; } = new(
        Logits.Softmax, Logits.LogSoftmax, Logits.LogSumExp, Logits.Entropy, Logits.Margin, Logits.ArgMax, Logits.TopK);

    public static ScoreKernels<double> Double { get; } = new(
        Logits.Softmax, Logits.LogSoftmax, Logits.LogSumExp, Logits.Entropy, Logits.Margin, Logits.ArgMax, Logits.TopK);
}

/// <summary>Computes an output of floating-point numbers for many rows.</summary>
internal delegate void RowsKernel<T>(
    ReadOnlySpan<T> logits, int classCount, int innerLength, Span<T> results, double temperature, int maxDegreeOfParallelism);

/// <summary>Finds the most probable class of many rows.</summary>
internal delegate void ArgMaxKernel<T>(ReadOnlySpan<T> logits, int classCount, int innerLength, Span<int> results, int maxDegreeOfParallelism);

/// <summary>Finds the most probable classes of one row.</summary>
internal delegate bool TopKKernel<T>(ReadOnlySpan<T> logits, Span<int> indices);
