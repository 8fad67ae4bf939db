using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds SumLogits to <see cref="MLContext.MulticlassClassification"/>.</summary>
public static class SumLogitsCatalog
{
    /// <summary>
    /// Sums up a part of the data for <see cref="LogitsMetrics"/> in one pass. The parts can be summed up by different processes or
    /// machines; <see cref="LogitsMetricsSums.Add"/> combines them, and the metrics of all rows equal those of one pass to the last bit.
    /// </summary>
    /// <param name="catalog">The catalog of multiclass classification.</param>
    /// <param name="data">The rows of the part, with logits and true classes.</param>
    /// <param name="options">The columns, and the metrics to compute. All parts must have the same options.</param>
    /// <param name="partId">
    /// The name of the part, such as "3/8" or the path of its file, which prevents the same part from being added twice. Null uses the hash
    /// of the sums as the name: two parts then appear to be the same if all their rows are equal. Without
    /// <see cref="LogitsMetricsOptions.RowIdColumnName"/>, the name also distinguishes the rows of different parts for the bootstrap.
    /// </param>
    /// <returns>The sums, to be added, saved, or turned into metrics.</returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="catalog"/>, <paramref name="data"/>, <paramref name="options"/> or a name is null.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The name of the label column or of the logits column, or <paramref name="partId"/>, is empty; or there are bootstrap replicates,
    /// but neither a <paramref name="partId"/> nor <see cref="LogitsMetricsOptions.RowIdColumnName"/>.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A column is missing or has the wrong type, a value of the keys is neither the name nor the number of a class, or an option is out
    /// of range.
    /// </exception>
    /// <exception cref="InvalidOperationException">A label is not a class of the logits, or a weight is negative or not finite.</exception>
    /// <example>
    /// <code>
    /// var options = new LogitsMetricsOptions();
    /// LogitsMetricsSums part = ml.MulticlassClassification.SumLogits(data, options, partId: "3/8");
    /// using (FileStream file = File.Create("part-3.sums"))
    /// {
    ///     part.Save(file);
    /// }
    /// </code>
    /// </example>
    public static LogitsMetricsSums SumLogits(
        this MulticlassClassificationCatalog catalog, IDataView data, LogitsMetricsOptions options, string? partId = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        if (partId is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(partId);
        }
        else if (options is { BootstrapReplicates: > 0, RowIdColumnName: null })
        {
            throw new ArgumentException(
                $"SumLogits: BootstrapReplicates is {options.BootstrapReplicates}, and neither partId nor RowIdColumnName is set; " +
                "expected one of them, because rows of different parts can have the same id. " +
                "Name the part, or the column that identifies a row in all parts.", nameof(partId));
        }

        (MetricsDefinition definition, LogitsSums sums) = LseMlNet.EvaluateLogits.Sum(catalog.Environment(), data, options, partId);
        return new LogitsMetricsSums(definition, sums, [partId ?? LogitsMetricsSums.IdOf(definition, sums)]);
    }
}
