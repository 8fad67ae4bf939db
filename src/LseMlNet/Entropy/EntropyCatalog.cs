using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds Entropy to <see cref="MLContext.Transforms"/>.</summary>
public static class EntropyCatalog
{
    /// <summary>Measures how undecided logits are: adds one number per row, in nats, the entropy of their softmax: 0 where one class has all the probability, log n where n classes share it.</summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">The column to add; it replaces one of the same name.</param>
    /// <param name="inputColumnName">The column of logits: a vector of Single or Double. Null means <paramref name="outputColumnName"/>.</param>
    /// <param name="temperature">What the logits are divided by first; finite and greater than 0.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="outputColumnName"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="outputColumnName"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not finite, or not greater than 0.</exception>
    public static EntropyEstimator Entropy(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, double temperature = 1) =>
        new(catalog.Environment(), new LogitsSettings(ColumnPairs.Single(outputColumnName, inputColumnName), temperature));

    /// <inheritdoc cref="Entropy(TransformsCatalog, string, string, double)"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="columns">The columns to add, each with its column of logits. At least one; no output twice.</param>
    /// <param name="temperature">What the logits are divided by first; finite and greater than 0.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="columns"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="columns"/> is empty, holds null, or names an output twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not finite, or not greater than 0.</exception>
    public static EntropyEstimator Entropy(this TransformsCatalog catalog, InputOutputColumnPair[] columns, double temperature = 1) =>
        new(catalog.Environment(), new LogitsSettings(columns, temperature));

    /// <inheritdoc cref="Entropy(TransformsCatalog, string, string, double)"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="options">Columns, temperature, and what to do about rows without a softmax.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="options"/> or its columns are null.</exception>
    /// <exception cref="ArgumentException">The columns are empty, hold null, or name an output twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not finite or not greater than 0, or InvalidRows is no member of its type.</exception>
    public static EntropyEstimator Entropy(this TransformsCatalog catalog, EntropyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.Environment(), new LogitsSettings(options));
    }
}
