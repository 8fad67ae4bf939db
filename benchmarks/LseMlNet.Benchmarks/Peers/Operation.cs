namespace LseMlNet.Peers;

/// <summary>What is measured.</summary>
public enum Operation
{
    Softmax,
    LogSoftmax,
    LogSumExp,
}
