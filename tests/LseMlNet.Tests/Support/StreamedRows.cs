using Microsoft.ML.Data;

namespace LseMlNet.Tests.Support;

/// <summary>Adds rows to accumulators without a pass over data.</summary>
internal static class StreamedRows
{
    public static void AddRow<TAccumulator>(this TAccumulator accumulator, double[] logits, int label)
        where TAccumulator : IRowAccumulator<TAccumulator> =>
        accumulator.Add(new StreamedRow<double>(logits, label, 1, (ref DataViewRowId id) => id = default));
}
