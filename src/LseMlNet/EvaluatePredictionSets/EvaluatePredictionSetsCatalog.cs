using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds EvaluatePredictionSets to <see cref="MLContext.MulticlassClassification"/>.</summary>
public static class EvaluatePredictionSetsCatalog
{
    /// <summary>Computes how often prediction sets contain the true class, and how large they are, in one pass over the data.</summary>
    /// <param name="catalog">The catalog of multiclass classification.</param>
    /// <param name="data">Data with sets and true classes; the rows must differ from those of Fit.</param>
    /// <param name="labelColumnName">
    /// The column of true classes, a key. Its values are compared with those of the sets' keys; values from 0 to K−1 are the numbers of the
    /// classes.
    /// </param>
    /// <param name="setColumnName">The column of sets: a vector of keys of UInt32, such as the output of PredictionSet.</param>
    /// <param name="confidence">The minimum probability with which an interval contains the true probability, above 0 and below 1.</param>
    /// <returns>The metrics, with exact binomial intervals, and the number of rows that they leave out.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="data"/> or a name is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="labelColumnName"/> or <paramref name="setColumnName"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A column is missing or has the wrong type, a value of the label's keys is neither the name nor the number of a class, or
    /// <paramref name="confidence"/> is not above 0 and below 1.
    /// </exception>
    /// <exception cref="InvalidOperationException">A label is not a class of the sets.</exception>
    /// <example>
    /// <code>
    /// var halves = ml.Data.TrainTestSplit(data, testFraction: 0.5); // held-out rows, with labels
    /// var model = ml.Transforms.PredictionSet("Set", "Logits", coverage: 0.95).Fit(halves.TrainSet);
    /// PredictionSetMetrics metrics = ml.MulticlassClassification.EvaluatePredictionSets(
    ///     model.Transform(halves.TestSet), setColumnName: "Set");
    /// Console.WriteLine(metrics.Coverage); // such as 0.951 [0.946, 0.955]
    /// Console.WriteLine(metrics.MeanSize);
    /// </code>
    /// </example>
    public static PredictionSetMetrics EvaluatePredictionSets(
        this MulticlassClassificationCatalog catalog,
        IDataView data,
        string labelColumnName = "Label",
        string setColumnName = "PredictionSet",
        double confidence = 0.95) =>
        EvaluatePredictionSets(catalog, data, new PredictionSetMetricsOptions
        {
            LabelColumnName = labelColumnName,
            SetColumnName = setColumnName,
            Confidence = confidence,
        });

    /// <inheritdoc cref="EvaluatePredictionSets(MulticlassClassificationCatalog, IDataView, string, string, double)" path="/summary"/>
    /// <param name="catalog">The catalog of multiclass classification.</param>
    /// <param name="data">Data with sets and true classes; the rows must differ from those of Fit.</param>
    /// <param name="options">The columns, and the confidence of the intervals.</param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="catalog"/>, <paramref name="data"/>, <paramref name="options"/> or a name is null.
    /// </exception>
    /// <exception cref="ArgumentException">The name of the label column or of the column of sets is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A column is missing or has the wrong type, a value of the label's keys is neither the name nor the number
    /// of a class, or an option is out of range.
    /// </exception>
    /// <exception cref="InvalidOperationException">A label is not a class of the sets.</exception>
    /// <example>
    /// <code>
    /// var halves = ml.Data.TrainTestSplit(data, testFraction: 0.5); // held-out rows, with labels
    /// var model = ml.Transforms.PredictionSet("Set", "Logits", coverage: 0.95).Fit(halves.TrainSet);
    /// PredictionSetMetrics metrics = ml.MulticlassClassification.EvaluatePredictionSets(
    ///     model.Transform(halves.TestSet), new PredictionSetMetricsOptions { SetColumnName = "Set", Confidence = 0.99 });
    /// Console.WriteLine(metrics.ToMarkdown());
    /// </code>
    /// </example>
    public static PredictionSetMetrics EvaluatePredictionSets(
        this MulticlassClassificationCatalog catalog, IDataView data, PredictionSetMetricsOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        return LseMlNet.EvaluatePredictionSets.Run(catalog.Environment(), data, options);
    }
}
