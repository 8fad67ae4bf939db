using System.Numerics;

namespace LseMlNet;

/// <summary>
/// The values that a pass over labelled logits accumulates. Each cursor fills its own accumulator;
/// the accumulators are added up at the end.
/// </summary>
internal interface IRowAccumulator<TSelf>
    where TSelf : IRowAccumulator<TSelf>
{
    void Add<T>(in StreamedRow<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>;

    void Add(TSelf other);
}
