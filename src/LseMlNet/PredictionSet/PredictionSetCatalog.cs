using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds PredictionSet to <see cref="MLContext.Transforms"/>.</summary>
public static class PredictionSetCatalog
{
    /// <summary>
    /// Lists, for each row, as many classes as are needed to include the true class with a promised probability.
    /// </summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">
    /// The column of sets to add: a vector of keys of variable size, most probable first. It replaces a column of the same name.
    /// </param>
    /// <param name="inputColumnName">
    /// The column of logits: a vector of Single or Double of known size. Null means <paramref name="outputColumnName"/>.
    /// </param>
    /// <param name="labelColumnName">
    /// The column of true classes, which only Fit reads: a key whose values are names or numbers of
    /// classes, or whose first key is the first class.
    /// </param>
    /// <param name="coverage">
    /// The probability with which a set contains the true class, above 0 and below 1. It means the
    /// decimal number as written: 0.7 is exactly 7/10.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or a name is null.</exception>
    /// <exception cref="ArgumentException">A column name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="coverage"/> is not above 0 and below 1.</exception>
    /// <example>
    /// <code>
    /// var sets = ml.Transforms.PredictionSet("Set", "Logits", coverage: 0.95)
    ///     .Append(ml.Transforms.Conversion.MapKeyToValue("Set"));
    /// var model = sets.Fit(data); // held-out rows, with labels
    /// </code>
    /// </example>
    public static PredictionSetEstimator PredictionSet(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        string labelColumnName = "Label",
        double coverage = 0.9) =>
        catalog.PredictionSet(new PredictionSetOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            LabelColumnName = labelColumnName,
            Coverage = coverage,
        });

    /// <inheritdoc cref="PredictionSet(TransformsCatalog, string, string, string, double)" path="/summary"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="options">The columns, the coverage, and the score that measures how much a class disagrees with a row.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="options"/> or a name is null.</exception>
    /// <exception cref="ArgumentException">A column name is empty; the labels are empty, or contain null or an empty name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <example>
    /// <code>
    /// var sets = ml.Transforms.PredictionSet(new PredictionSetOptions
    /// {
    ///     OutputColumnName = "Set",
    ///     InputColumnName = "Logits",
    ///     Coverage = 0.95,
    ///     Score = PredictionSetScore.Aps,
    ///     ClassConditional = true,
    /// });
    /// </code>
    /// </example>
    public static PredictionSetEstimator PredictionSet(this TransformsCatalog catalog, PredictionSetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.LabelColumnName);
        return new(catalog.Environment(), new PredictionSetSettings(options), options.LabelColumnName);
    }
}
