using System.Numerics;
using System.Numerics.Tensors;

namespace LseMlNet.Benchmarks.Peers;

/// <summary>TensorPrimitives.SoftMax, which does not subtract the maximum and therefore overflows for large logits.</summary>
internal sealed class TensorSoftMaxPeer<T>(Problem<T> problem) : IPeer
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public string Name => "TP.SoftMax";

    public static bool Supports(Problem<T> problem) => problem.Shape.HasContiguousRows && problem.Operation == Operation.Softmax;

    public void Run(int times)
    {
        int classes = problem.Shape.ClassCount;
        for (int i = 0; i < times; i++)
        {
            for (int start = 0; start < problem.Logits.Length; start += classes)
            {
                TensorPrimitives.SoftMax<T>(problem.Logits.AsSpan(start, classes), problem.Results.AsSpan(start, classes));
            }
        }
    }

    public void Dispose()
    {
    }
}
