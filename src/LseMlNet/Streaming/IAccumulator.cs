namespace LseMlNet;

/// <summary>What a pass over rows accumulates. Each cursor fills its own accumulator; they are added up at the end.</summary>
internal interface IAccumulator<TSelf>
    where TSelf : IAccumulator<TSelf>
{
    void Add(TSelf other);
}
