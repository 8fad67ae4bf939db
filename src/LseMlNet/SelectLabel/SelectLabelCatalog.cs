using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds SelectLabel to <see cref="MLContext.Transforms"/>.</summary>
public static class SelectLabelCatalog
{
    /// <summary>Selects the label of the highest score: adds a key that stands for the most probable class, or for none.</summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">The column to add, "PredictedLabel" by custom; it replaces one of the same name.</param>
    /// <param name="inputColumnName">
    /// The column of scores: logits, log-probabilities or probabilities, a vector of Single or Double of known size. Null means
    /// <paramref name="outputColumnName"/>.
    /// </param>
    /// <param name="labels">
    /// The names of the classes, in their order. Null takes the TrainingLabelValues of the scores, else their SlotNames, else the numbers of the
    /// classes, from 0.
    /// </param>
    /// <param name="minimumProbability">
    /// The least probability of a label, from 0 to 1. A row whose first class has less gets the missing key. More than 0 needs a column
    /// that is marked as probabilities, as that of <c>Softmax</c> is; for others there is <see cref="SelectLabelOptions.Scores"/>.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="outputColumnName"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="outputColumnName"/> is empty; <paramref name="labels"/> is empty, or holds null or an empty name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimumProbability"/> is not from 0 to 1.</exception>
    public static SelectLabelEstimator SelectLabel(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, IReadOnlyList<string>? labels = null, float minimumProbability = 0) =>
        catalog.SelectLabel(ColumnPairs.Single(outputColumnName, inputColumnName), labels, minimumProbability);

    /// <inheritdoc cref="SelectLabel(TransformsCatalog, string, string, IReadOnlyList{string}, float)"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="columns">The columns to add, each with its column of scores. At least one; no output twice.</param>
    /// <param name="labels">The names of the classes, in their order, or null.</param>
    /// <param name="minimumProbability">The least probability of a label, from 0 to 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="columns"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="columns"/> is empty, holds null, or names an output twice; <paramref name="labels"/> is empty, or holds null or an empty name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimumProbability"/> is not from 0 to 1.</exception>
    public static SelectLabelEstimator SelectLabel(
        this TransformsCatalog catalog, InputOutputColumnPair[] columns, IReadOnlyList<string>? labels = null, float minimumProbability = 0) =>
        catalog.SelectLabel(new SelectLabelOptions { Columns = columns, Labels = labels, MinimumProbability = minimumProbability });

    /// <inheritdoc cref="SelectLabel(TransformsCatalog, string, string, IReadOnlyList{string}, float)"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="options">Columns, labels, least probability, and what the scores are.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="options"/> or its columns are null.</exception>
    /// <exception cref="ArgumentException">The columns are empty, hold null, or name an output twice; the labels are empty, or hold null or an empty name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The least probability is not from 0 to 1, or Scores is no member of its type.</exception>
    public static SelectLabelEstimator SelectLabel(this TransformsCatalog catalog, SelectLabelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.Environment(), new SelectLabelSettings(options));
    }
}
