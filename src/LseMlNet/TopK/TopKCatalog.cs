using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds TopK to <see cref="MLContext.Transforms"/>.</summary>
public static class TopKCatalog
{
    /// <summary>Lists the k most probable classes: adds their labels and their probabilities, highest first.</summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="labelColumnName">The column of labels to add: a vector of k keys. It replaces one of the same name.</param>
    /// <param name="probabilityColumnName">The column of probabilities to add: those of the labels, in the same order. It replaces one of the same name.</param>
    /// <param name="inputColumnName">
    /// The column of probabilities of all classes, marked as such as that of <c>Softmax</c> is: a vector of Single or Double of known
    /// size. For logits there is <see cref="TopKOptions.Scores"/>.
    /// </param>
    /// <param name="k">How many: 1 to the number of classes.</param>
    /// <param name="labels">
    /// The names of the classes, in their order. Null takes the TrainingLabelValues of the scores, else their SlotNames, else the numbers of the
    /// classes, from 0.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or a name is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or both outputs have one name; <paramref name="labels"/> is empty, or holds null or an empty name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is less than 1.</exception>
    public static TopKEstimator TopK(
        this TransformsCatalog catalog, string labelColumnName, string probabilityColumnName, string inputColumnName, int k, IReadOnlyList<string>? labels = null) =>
        catalog.TopK(new TopKOptions
        {
            LabelColumnName = labelColumnName,
            ProbabilityColumnName = probabilityColumnName,
            InputColumnName = inputColumnName,
            K = k,
            Labels = labels,
        });

    /// <inheritdoc cref="TopK(TransformsCatalog, string, string, string, int, IReadOnlyList{string})"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="options">Columns, k, labels, and what the scores are.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="options"/> or a name in it is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or both outputs have one name; the labels are empty, or hold null or an empty name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">K is less than 1, or Scores is no member of its type.</exception>
    public static TopKEstimator TopK(this TransformsCatalog catalog, TopKOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.Environment(), new TopKSettings(options));
    }
}
