namespace LseMlNet.Benchmarks.Peers;

/// <summary>What is measured.</summary>
public enum Operation
{
    Softmax,
    LogSoftmax,
    LogSumExp,
}
