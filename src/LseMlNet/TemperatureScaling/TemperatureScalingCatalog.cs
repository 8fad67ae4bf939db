using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds TemperatureScaling to <see cref="MLContext.Transforms"/>.</summary>
public static class TemperatureScalingCatalog
{
    /// <summary>
    /// Calibrates logits: finds the temperature that makes the labels of held-out data most likely, and divides the logits by it.
    /// </summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">
    /// The column of calibrated logits to add. It replaces a column of the same name. Append Softmax to get probabilities.
    /// </param>
    /// <param name="inputColumnName">
    /// The column of logits: a vector of Single or Double. Null means <paramref name="outputColumnName"/>.
    /// </param>
    /// <param name="labelColumnName">
    /// The column of true classes, which only Fit reads: a key whose values are names or numbers of
    /// classes, or whose first key is the first class.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or a name is null.</exception>
    /// <exception cref="ArgumentException">A column name is empty.</exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.TemperatureScaling("Calibrated", "Logits")
    ///     .Append(ml.Transforms.Softmax("Probabilities", "Calibrated"));
    /// var model = pipeline.Fit(data); // held-out rows, with labels
    /// </code>
    /// </example>
    public static TemperatureScalingEstimator TemperatureScaling(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, string labelColumnName = "Label") =>
        TemperatureScaling(catalog, new TemperatureScalingOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            LabelColumnName = labelColumnName,
        });

    /// <inheritdoc cref="TemperatureScaling(TransformsCatalog, string, string, string)" path="/summary"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="options">The columns and the allowed temperatures.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="options"/> or a name is null.</exception>
    /// <exception cref="ArgumentException">A column name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The allowed temperatures are not finite, not greater than 0, or in the wrong order.
    /// </exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.TemperatureScaling(new TemperatureScalingOptions
    /// {
    ///     OutputColumnName = "Calibrated",
    ///     InputColumnName = "Logits",
    ///     MinimumTemperature = 0.01,
    /// });
    /// </code>
    /// </example>
    public static TemperatureScalingEstimator TemperatureScaling(this TransformsCatalog catalog, TemperatureScalingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.Environment(), options.Checked());
    }
}
