using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds Sigmoid to <see cref="MLContext.Transforms"/>.</summary>
public static class SigmoidCatalog
{
    /// <summary>
    /// Turns each logit by itself into a probability, for a classifier with one logit or with labels that do not exclude each other.
    /// </summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">The column to add. It replaces a column of the same name.</param>
    /// <param name="inputColumnName">
    /// The column of logits: a vector of Single or Double. Null means <paramref name="outputColumnName"/>.
    /// </param>
    /// <param name="temperature">The temperature T, finite and greater than 0: the result is that of the logits divided by T.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="outputColumnName"/> is null.</exception>
    /// <exception cref="ArgumentException">A column name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not finite, or not greater than 0.</exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.Sigmoid("Probabilities", "Logits");
    /// IDataView transformed = pipeline.Fit(data).Transform(data);
    /// </code>
    /// </example>
    public static SigmoidEstimator Sigmoid(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, double temperature = 1) =>
        new(catalog.Environment(), new LogitsSettings(ColumnPairs.Single(outputColumnName, inputColumnName), temperature));

    /// <inheritdoc cref="Sigmoid(TransformsCatalog, string, string, double)" path="/summary"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="columns">
    /// The columns to add, each with its column of logits. At least one is required, and no output may occur twice.
    /// </param>
    /// <param name="temperature">The temperature T, finite and greater than 0: the result is that of the logits divided by T.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="columns"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="columns"/> is empty, contains null, or names an output twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not finite, or not greater than 0.</exception>
    /// <example>
    /// <code>
    /// InputOutputColumnPair[] columns = [new("FirstProbabilities", "FirstLogits"), new("SecondProbabilities", "SecondLogits")];
    /// var pipeline = ml.Transforms.Sigmoid(columns, temperature: 1.5);
    /// </code>
    /// </example>
    public static SigmoidEstimator Sigmoid(this TransformsCatalog catalog, InputOutputColumnPair[] columns, double temperature = 1) =>
        new(catalog.Environment(), new LogitsSettings(columns, temperature));

    /// <inheritdoc cref="Sigmoid(TransformsCatalog, string, string, double)" path="/summary"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="options">The columns, the temperature, and the handling of rows that contain NaN.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="options"/> or its columns are null.</exception>
    /// <exception cref="ArgumentException">The columns are empty, contain null, or name an output twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The temperature is not finite or not greater than 0, or InvalidRows is not a member of its type.
    /// </exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.Sigmoid(new SigmoidOptions
    /// {
    ///     Columns = [new("Probabilities", "Logits")],
    ///     InvalidRows = InvalidRowHandling.Throw,
    /// });
    /// </code>
    /// </example>
    public static SigmoidEstimator Sigmoid(this TransformsCatalog catalog, SigmoidOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.Environment(), new LogitsSettings(options));
    }
}
