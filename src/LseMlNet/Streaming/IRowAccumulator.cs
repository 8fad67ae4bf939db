using System.Numerics;

namespace LseMlNet;

/// <summary>The values that a pass over labelled logits accumulates.</summary>
internal interface IRowAccumulator<TSelf> : IAccumulator<TSelf>
    where TSelf : IRowAccumulator<TSelf>
{
    void Add<T>(in StreamedRow<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
