namespace LseMlNet;

/// <summary>All that tells the stages that compute a function of logits apart; the rest they share.</summary>
/// <param name="Signature">The stage's name, in messages and in saved pipelines.</param>
/// <param name="Result">What the output column means, hence its shape and annotations.</param>
/// <param name="Single">The function of a row of float.</param>
/// <param name="Double">The function of a row of double.</param>
/// <param name="Onnx">The nodes of the same meaning.</param>
/// <param name="MayBeInfinite">Whether a row that has a softmax can have an infinite result.</param>
internal sealed record LogitsOperation(
    StageSignature Signature, LogitsResult Result, RowFunction<float> Single, RowFunction<double> Double, OnnxNodes Onnx, bool MayBeInfinite = false)
{
    /// <summary>The function of a row of float whose last logit is that of several classes; null where there is none.</summary>
    public RepeatingRowFunction<float>? SingleRepeating { get; init; }

    /// <summary>The same of double.</summary>
    public RepeatingRowFunction<double>? DoubleRepeating { get; init; }
}

/// <summary>What a stage makes of a row of logits.</summary>
internal enum LogitsResult
{
    /// <summary>A probability per class; they sum to one.</summary>
    Probabilities,

    /// <summary>A log-probability per class, in nats.</summary>
    LogProbabilities,

    /// <summary>One number for the row, in nats.</summary>
    Scalar,
}
