namespace LseMlNet;

/// <summary>What a pass over labelled logits gathers. Each cursor fills one of its own; they are added up at the end.</summary>
internal interface IRowAccumulator<TSelf>
    where TSelf : IRowAccumulator<TSelf>
{
    /// <param name="logits">The row, dense and in double precision.</param>
    /// <param name="label">The zero-based class; <see cref="LabelColumn.Missing"/> where there is none.</param>
    /// <param name="weight">How much the row counts: finite, not negative.</param>
    void Add(ReadOnlySpan<double> logits, int label, double weight);

    void Add(TSelf other);
}
