using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds EvaluateLogits to <see cref="MLContext.MulticlassClassification"/>.</summary>
public static class EvaluateLogitsCatalog
{
    /// <summary>Computes accuracy, proper scores and calibration of multiclass logits, in one pass over the data.</summary>
    /// <param name="catalog">The catalog of multiclass classification.</param>
    /// <param name="data">Data with logits and true classes.</param>
    /// <param name="labelColumnName">
    /// The column of true classes: a key, whose first value stands for the first logit. MapValueToKey makes one of text or numbers; give its
    /// keyData the class values in the order of the logits, or it numbers them in the order in which they occur.
    /// </param>
    /// <param name="logitsColumnName">The column of logits: a vector of Single or Double, of known size, of at least two classes.</param>
    /// <param name="exampleWeightColumnName">The column that says how much each row counts, a Single; null for all alike.</param>
    /// <param name="binCount">The number of bins, at least 1, in which confidence and accuracy are compared.</param>
    /// <param name="binning">How rows are put into the bins.</param>
    /// <returns>The metrics, with the number of rows that they leave out.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="data"/> or a name is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="labelColumnName"/> or <paramref name="logitsColumnName"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of a wrong type; <paramref name="binCount"/> is less than 1 or more
    /// than 10,000; <paramref name="binning"/> is no member of its type.</exception>
    /// <exception cref="InvalidOperationException">A label is no class of the logits, or a weight is negative or not finite.</exception>
    /// <remarks>
    /// <para>Log-probabilities are logits too: their softmax is the probabilities. Probabilities are not; where at least half of the rows look like
    /// probabilities (nonnegative, with a sum of 1 ± 0.001), a warning in ML.NET's log says how many.</para>
    /// <para>The data are read once, by as many cursors as they offer up to the number of processors. Every sum is exact until it is rounded at the
    /// end, so that the metrics are the same to the last bit however the rows are ordered or shared out. Memory does not grow with the
    /// number of rows, except for bins of equal mass.</para>
    /// </remarks>
    public static LogitsMetrics EvaluateLogits(
        this MulticlassClassificationCatalog catalog,
        IDataView data,
        string labelColumnName = "Label",
        string logitsColumnName = "Logits",
        string? exampleWeightColumnName = null,
        int binCount = 15,
        CalibrationBinning binning = CalibrationBinning.EqualWidth) =>
        EvaluateLogits(catalog, data, new LogitsMetricsOptions
        {
            LabelColumnName = labelColumnName,
            LogitsColumnName = logitsColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            BinCount = binCount,
            Binning = binning,
        });

    /// <inheritdoc cref="EvaluateLogits(MulticlassClassificationCatalog, IDataView, string, string, string, int, CalibrationBinning)"/>
    /// <param name="catalog">The catalog of multiclass classification.</param>
    /// <param name="data">Data with logits and true classes.</param>
    /// <param name="options">The columns, and the bins of the calibration errors.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="data"/>, <paramref name="options"/> or a name is null.</exception>
    /// <exception cref="ArgumentException">The name of the label or logits column is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of a wrong type, or an option is out of its range.</exception>
    public static LogitsMetrics EvaluateLogits(this MulticlassClassificationCatalog catalog, IDataView data, LogitsMetricsOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        return LseMlNet.EvaluateLogits.Run(catalog.Environment(), data, options);
    }
}
