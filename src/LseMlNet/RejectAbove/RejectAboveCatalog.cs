using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds RejectAbove to <see cref="MLContext.Transforms"/>.</summary>
public static class RejectAboveCatalog
{
    /// <summary>
    /// Selects the label of the most probable class if it is likely enough to be right, so that at most a stated share of the labels is
    /// wrong. All other rows get the missing key.
    /// </summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">
    /// The column of labels to add, by convention "PredictedLabel". It replaces a column of the same name.
    /// </param>
    /// <param name="inputColumnName">
    /// The column of logits: a vector of Single or Double of known size. Null means <paramref name="outputColumnName"/>.
    /// </param>
    /// <param name="labelColumnName">
    /// The column of true classes, which only Fit reads: a key whose values are names or numbers of
    /// classes, or whose first key is the first class.
    /// </param>
    /// <param name="maximumErrorRate">The maximum share of wrong labels among the rows that get a label, above 0 and below 1.</param>
    /// <param name="confidence">
    /// The minimum probability with which Fit finds a threshold that keeps the maximum, above 0 and below 1.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or a name is null.</exception>
    /// <exception cref="ArgumentException">A column name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="maximumErrorRate"/> or <paramref name="confidence"/> is not above 0 and below 1.
    /// </exception>
    /// <example>
    /// <code>
    /// var decision = ml.Transforms.RejectAbove("PredictedLabel", "Logits", maximumErrorRate: 0.02)
    ///     .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
    /// var model = decision.Fit(data); // held-out rows, with labels
    /// </code>
    /// </example>
    public static RejectAboveEstimator RejectAbove(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        string labelColumnName = "Label",
        double maximumErrorRate = 0.05,
        double confidence = 0.95) =>
        catalog.RejectAbove(new RejectAboveOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            LabelColumnName = labelColumnName,
            MaximumErrorRate = maximumErrorRate,
            Confidence = confidence,
        });

    /// <inheritdoc cref="RejectAbove(TransformsCatalog, string, string, string, double, double)" path="/summary"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="options">The columns, the maximum error rate, and the confidence.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="options"/> or a name is null.</exception>
    /// <exception cref="ArgumentException">A column name is empty; the labels are empty, or contain null or an empty name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <example>
    /// <code>
    /// RejectAboveTransformer fitted = ml.Transforms.RejectAbove(new RejectAboveOptions
    /// {
    ///     OutputColumnName = "PredictedLabel",
    ///     InputColumnName = "Logits",
    ///     MaximumErrorRate = 0.01,
    ///     Confidence = 0.99,
    /// }).Fit(data); // held-out rows, with labels
    /// // The same decision in a stage that knows nothing of held-out rows:
    /// var select = ml.Transforms.SelectLabel(new SelectLabelOptions
    /// {
    ///     Columns = [new("PredictedLabel", "Logits")],
    ///     MinimumLogOdds = fitted.Threshold,
    ///     Scores = ScoreMeaning.Logits,
    /// });
    /// </code>
    /// </example>
    public static RejectAboveEstimator RejectAbove(this TransformsCatalog catalog, RejectAboveOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.LabelColumnName);
        return new(catalog.Environment(), new RejectAboveSettings(options), options.LabelColumnName);
    }
}
