namespace LseMlNet;

/// <summary>An accumulator that counts the rows that it leaves out.</summary>
internal interface IHeldOutCounts
{
    HeldOutCounts Counts { get; }
}
