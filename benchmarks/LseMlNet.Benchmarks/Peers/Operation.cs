namespace LseMlNet.Benchmarks.Peers;

/// <summary>The measured operations.</summary>
public enum Operation
{
    Softmax,
    LogSoftmax,
    LogSumExp,
    CrossEntropy,
    Entropy,
    Margin,
    ArgMax,
    TopK,
}
