using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds EvaluateLogits to <see cref="MLContext.MulticlassClassification"/>.</summary>
public static class EvaluateLogitsCatalog
{
    /// <summary>Computes the accuracy, proper scores and calibration of multiclass logits in one pass over the data.</summary>
    /// <param name="catalog">The catalog of multiclass classification.</param>
    /// <param name="data">Data with logits and true classes.</param>
    /// <param name="labelColumnName">
    /// The column of true classes, a key. MapValueToKey turns text or numbers into keys. Their values are compared with the class names of
    /// the logits, so that the order of the keys does not matter; values from 0 to K−1 are the numbers of the classes. The first key of a
    /// column without values stands for the first logit.
    /// </param>
    /// <param name="logitsColumnName">The column of logits: a vector of Single or Double of known size, with at least two classes.</param>
    /// <param name="exampleWeightColumnName">The column of row weights, a Single; null gives all rows the same weight.</param>
    /// <param name="binCount">The number of bins in which confidence and accuracy are compared, from 1 to 10,000.</param>
    /// <param name="binning">How rows are assigned to the bins.</param>
    /// <returns>The metrics, and the number of rows that they leave out.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="data"/> or a name is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="labelColumnName"/> or <paramref name="logitsColumnName"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A column is missing or has the wrong type, or a value of the keys is neither the name nor the number of a class;
    /// <paramref name="binCount"/> is not from 1 to 10,000; <paramref name="binning"/> is not a member of its type.
    /// </exception>
    /// <exception cref="InvalidOperationException">A label is not a class of the logits, or a weight is negative or not finite.</exception>
    /// <remarks>
    /// <para>Log-probabilities are logits too, because their softmax gives the probabilities. Probabilities are not logits: if at least
    /// half of the rows look like probabilities (nonnegative, with a sum of 1 ± 0.001), a warning in ML.NET's log reports how many.</para>
    /// <para>The data is read once, by as many parallel cursors as it offers, up to the number of processors. Every sum is exact until it
    /// is rounded at the end, so the metrics are the same to the last bit, whatever the order of the rows and however the cursors share
    /// them. Memory use does not grow with the number of rows, except for bins of equal mass.</para>
    /// </remarks>
    /// <example>
    /// <code>
    /// LogitsMetrics metrics = ml.MulticlassClassification.EvaluateLogits(data, labelColumnName: "Label", logitsColumnName: "Logits");
    /// Console.WriteLine(metrics.LogLoss);
    /// Console.WriteLine(metrics.ExpectedCalibrationError);
    /// </code>
    /// </example>
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

    /// <inheritdoc cref="EvaluateLogits(MulticlassClassificationCatalog, IDataView, string, string, string, int, CalibrationBinning)"
    /// path="/summary"/>
    /// <param name="catalog">The catalog of multiclass classification.</param>
    /// <param name="data">Data with logits and true classes.</param>
    /// <param name="options">The columns, and the bins for the calibration errors.</param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="catalog"/>, <paramref name="data"/>, <paramref name="options"/> or a name is null.
    /// </exception>
    /// <exception cref="ArgumentException">The name of the label column or of the logits column is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A column is missing or has the wrong type, a value of the keys is neither the name nor the number of a class, or an option is out
    /// of range.
    /// </exception>
    /// <exception cref="InvalidOperationException">A label is not a class of the logits, or a weight is negative or not finite.</exception>
    /// <example>
    /// <code>
    /// LogitsMetrics metrics = ml.MulticlassClassification.EvaluateLogits(data, new LogitsMetricsOptions
    /// {
    ///     LabelColumnName = "Label",
    ///     LogitsColumnName = "Logits",
    ///     Binning = CalibrationBinning.EqualMass,
    /// });
    /// Console.WriteLine(metrics.ToMarkdown());
    /// </code>
    /// </example>
    public static LogitsMetrics EvaluateLogits(this MulticlassClassificationCatalog catalog, IDataView data, LogitsMetricsOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        (MetricsDefinition definition, LogitsSums sums) = LseMlNet.EvaluateLogits.Sum(catalog.Environment(), data, options);
        return new LogitsMetrics(sums, definition);
    }
}
