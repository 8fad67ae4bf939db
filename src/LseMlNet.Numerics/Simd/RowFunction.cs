namespace LseMlNet.Numerics.Simd;

/// <summary>What to compute from the logits of a row or a position.</summary>
internal enum RowFunction
{
    Softmax,
    LogSoftmax,
    LogSumExp,
    CrossEntropy,
    Entropy,
}
