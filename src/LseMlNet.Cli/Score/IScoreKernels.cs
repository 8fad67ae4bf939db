namespace LseMlNet.Cli.Score;

/// <summary>The functions of logits, for one element type.</summary>
internal interface IScoreKernels<T>
{
    /// <summary>Computes an output of floating-point numbers for many rows.</summary>
    void Compute(ScoreOutput output, ReadOnlySpan<T> logits, int classCount, int innerLength, Span<T> results, double temperature);

    /// <summary>Finds the most probable class of many rows.</summary>
    void ArgMax(ReadOnlySpan<T> logits, int classCount, int innerLength, Span<int> results);

    /// <summary>Finds the most probable classes of one row.</summary>
    void TopK(ReadOnlySpan<T> logits, Span<int> indices);
}
