using System.Numerics;
using System.Numerics.Tensors;

namespace LseMlNet.Benchmarks.Peers;

/// <summary>TensorPrimitives.SoftMax, which does not subtract the maximum and therefore overflows for large logits.</summary>
public sealed class TensorSoftMaxPeer<T>(T[] logits, int rowLength, T[] results) : IPeer
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public string Name => "TP.SoftMax";

    public void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            for (int start = 0; start < logits.Length; start += rowLength)
            {
                TensorPrimitives.SoftMax<T>(logits.AsSpan(start, rowLength), results.AsSpan(start, rowLength));
            }
        }
    }

    public void Dispose()
    {
    }
}
