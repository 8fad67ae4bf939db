using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds TopK to <see cref="MLContext.Transforms"/>.</summary>
public static class TopKCatalog
{
    /// <summary>Lists the k most probable classes from probabilities: adds their labels and their probabilities, highest first.</summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="labelColumnName">The column of labels to add: a vector of k keys. It replaces a column of the same name.</param>
    /// <param name="probabilityColumnName">
    /// The column of probabilities to add: those of the labels, in the same order. It replaces a column of the same name.
    /// </param>
    /// <param name="inputColumnName">
    /// The column with the probabilities of all classes, annotated as probabilities like the output of <c>Softmax</c>: a vector of Single
    /// or Double of known size. For logits, set <see cref="TopKOptions.Scores"/>.
    /// </param>
    /// <param name="k">The number of classes to list, from 1 to the number of classes.</param>
    /// <param name="labels">
    /// The names of the classes, in the order of the scores. Null means the TrainingLabelValues of the scores, otherwise their SlotNames,
    /// otherwise the numbers of the classes, starting at 0.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or a name is null.</exception>
    /// <exception cref="ArgumentException">
    /// A column name is empty, or both outputs have the same name; <paramref name="labels"/> is empty, or contains null or an empty name.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is less than 1.</exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.Softmax("Probabilities", "Logits")
    ///     .Append(ml.Transforms.TopK("TopLabels", "TopProbabilities", "Probabilities", k: 2))
    ///     .Append(ml.Transforms.Conversion.MapKeyToValue("TopLabels"));
    /// </code>
    /// </example>
    public static TopKEstimator TopK(
        this TransformsCatalog catalog,
        string labelColumnName,
        string probabilityColumnName,
        string inputColumnName,
        int k,
        IReadOnlyList<string>? labels = null) =>
        catalog.TopK(new TopKOptions
        {
            LabelColumnName = labelColumnName,
            ProbabilityColumnName = probabilityColumnName,
            InputColumnName = inputColumnName,
            K = k,
            Labels = labels,
        });

    /// <inheritdoc cref="TopK(TransformsCatalog, string, string, string, int, IReadOnlyList{string})" path="/summary"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="options">The columns, k, the labels, and the meaning of the scores: probabilities or logits.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="options"/> or a name in it is null.</exception>
    /// <exception cref="ArgumentException">
    /// A column name is empty, or both outputs have the same name; the labels are empty, or contain null or an empty name.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">K is less than 1, or Scores is not a member of its type.</exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.TopK(new TopKOptions
    /// {
    ///     LabelColumnName = "TopLabels",
    ///     ProbabilityColumnName = "TopProbabilities",
    ///     InputColumnName = "Logits",
    ///     K = 2,
    ///     Scores = ScoreMeaning.Logits,
    /// });
    /// </code>
    /// </example>
    public static TopKEstimator TopK(this TransformsCatalog catalog, TopKOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.Environment(), new TopKSettings(options));
    }
}
