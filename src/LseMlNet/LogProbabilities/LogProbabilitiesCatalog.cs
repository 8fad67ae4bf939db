using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds LogProbabilities to <see cref="MLContext.Transforms"/>.</summary>
public static class LogProbabilitiesCatalog
{
    /// <summary>
    /// Turns probabilities into logits: adds a vector with the logarithm of each probability. Use it after trainers whose <c>Score</c>
    /// holds probabilities.
    /// </summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">The column to add. It replaces a column of the same name.</param>
    /// <param name="inputColumnName">
    /// The column of probabilities: a vector of Single or Double. Null means <paramref name="outputColumnName"/>.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="outputColumnName"/> is null.</exception>
    /// <exception cref="ArgumentException">A column name is empty.</exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.MulticlassClassification.Trainers.SdcaMaximumEntropy()
    ///     .Append(ml.Transforms.LogProbabilities("Logits", "Score"))
    ///     .Append(ml.Transforms.Entropy("Entropy", "Logits"));
    /// </code>
    /// </example>
    public static LogProbabilitiesEstimator LogProbabilities(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null) =>
        catalog.LogProbabilities(ColumnPairs.Single(outputColumnName, inputColumnName));

    /// <inheritdoc cref="LogProbabilities(TransformsCatalog, string, string)" path="/summary"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="columns">
    /// The columns to add, each with its column of probabilities. At least one is required, and no output may occur twice.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="columns"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="columns"/> is empty, contains null, or names an output twice.</exception>
    /// <example>
    /// <code>
    /// InputOutputColumnPair[] columns = [new("FirstLogits", "FirstScore"), new("SecondLogits", "SecondScore")];
    /// var pipeline = ml.Transforms.LogProbabilities(columns);
    /// </code>
    /// </example>
    public static LogProbabilitiesEstimator LogProbabilities(this TransformsCatalog catalog, InputOutputColumnPair[] columns) =>
        new(catalog.Environment(), columns);
}
