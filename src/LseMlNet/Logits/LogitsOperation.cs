using LseMlNet.Interop;

namespace LseMlNet;

/// <summary>All that tells softmax, log-softmax and log-sum-exp apart as stages; the rest they share.</summary>
/// <param name="Signature">The stage's name, in messages and in saved pipelines.</param>
/// <param name="Result">What the output column means, hence its shape and annotations.</param>
/// <param name="Single">The function of a row of float.</param>
/// <param name="Double">The function of a row of double.</param>
/// <param name="OnnxOperator">The operator of the same meaning in ONNX's default domain.</param>
internal sealed record LogitsOperation(
    StageSignature Signature, LogitsResult Result, RowFunction<float> Single, RowFunction<double> Double, string OnnxOperator);

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
