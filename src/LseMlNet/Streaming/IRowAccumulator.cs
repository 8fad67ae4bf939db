namespace LseMlNet;

/// <summary>What a pass over labelled logits accumulates. Each cursor fills its own accumulator; they are added up at the end.</summary>
internal interface IRowAccumulator<TSelf>
    where TSelf : IRowAccumulator<TSelf>
{
    /// <param name="logits">The row, dense and in double precision.</param>
    /// <param name="label">The class, counted from 0; <see cref="LabelInput.Missing"/> if there is none.</param>
    /// <param name="weight">The weight of the row: finite and not negative.</param>
    void Add(ReadOnlySpan<double> logits, int label, double weight);

    void Add(TSelf other);
}
