using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds SelectLabel to <see cref="MLContext.Transforms"/>.</summary>
public static class SelectLabelCatalog
{
    /// <summary>
    /// Selects the label with the highest score from logits, log-probabilities or probabilities: adds a key for the most probable class, or
    /// the missing key.
    /// </summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">The column to add, by convention "PredictedLabel". It replaces a column of the same name.</param>
    /// <param name="inputColumnName">
    /// The column of scores: logits, log-probabilities or probabilities, as a vector of Single or Double of known size. Null means
    /// <paramref name="outputColumnName"/>.
    /// </param>
    /// <param name="labels">
    /// The names of the classes, in the order of the scores. Null means the TrainingLabelValues of the scores, otherwise their SlotNames,
    /// otherwise the numbers of the classes, starting at 0.
    /// </param>
    /// <param name="minimumProbability">
    /// The minimum probability of a label, from 0 to 1. A row whose top class has a lower probability gets the missing key. A minimum above
    /// 0 requires a column annotated as probabilities, such as the output of <c>Softmax</c>; for other columns, set
    /// <see cref="SelectLabelOptions.Scores"/>.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="outputColumnName"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// A column name is empty; <paramref name="labels"/> is empty, or contains null or an empty name.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimumProbability"/> is not from 0 to 1.</exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.Softmax("Probabilities", "Logits")
    ///     .Append(ml.Transforms.SelectLabel("PredictedLabel", "Probabilities", ["cat", "dog", "owl"], minimumProbability: 0.5f))
    ///     .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
    /// </code>
    /// </example>
    public static SelectLabelEstimator SelectLabel(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        IReadOnlyList<string>? labels = null,
        float minimumProbability = 0) =>
        catalog.SelectLabel(ColumnPairs.Single(outputColumnName, inputColumnName), labels, minimumProbability);

    /// <inheritdoc cref="SelectLabel(TransformsCatalog, string, string, IReadOnlyList{string}, float)" path="/summary"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="columns">
    /// The columns to add, each with its column of scores. At least one is required, and no output may occur twice.
    /// </param>
    /// <param name="labels">The names of the classes, in the order of the scores, or null.</param>
    /// <param name="minimumProbability">The minimum probability of a label, from 0 to 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="columns"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="columns"/> is empty, contains null, or names an output twice; <paramref name="labels"/> is empty, or contains null
    /// or an empty name.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimumProbability"/> is not from 0 to 1.</exception>
    /// <example>
    /// <code>
    /// InputOutputColumnPair[] columns = [new("FirstLabel", "FirstLogits"), new("SecondLabel", "SecondLogits")];
    /// var pipeline = ml.Transforms.SelectLabel(columns);
    /// </code>
    /// </example>
    public static SelectLabelEstimator SelectLabel(
        this TransformsCatalog catalog, InputOutputColumnPair[] columns, IReadOnlyList<string>? labels = null,
        float minimumProbability = 0) =>
        catalog.SelectLabel(new SelectLabelOptions { Columns = columns, Labels = labels, MinimumProbability = minimumProbability });

    /// <inheritdoc cref="SelectLabel(TransformsCatalog, string, string, IReadOnlyList{string}, float)" path="/summary"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="options">The columns, the labels, the minimum probability, and the meaning of the scores.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="options"/> or its columns are null.</exception>
    /// <exception cref="ArgumentException">
    /// The columns are empty, contain null, or name an output twice; the labels are empty, or contain null or an empty name.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The minimum probability is not from 0 to 1, or Scores is not a member of its type.
    /// </exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.SelectLabel(new SelectLabelOptions
    /// {
    ///     Columns = [new("PredictedLabel", "Logits")],
    ///     MinimumProbability = 0.5f,
    ///     Scores = ScoreMeaning.Logits,
    /// });
    /// </code>
    /// </example>
    public static SelectLabelEstimator SelectLabel(this TransformsCatalog catalog, SelectLabelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.Environment(), new SelectLabelSettings(options));
    }
}
