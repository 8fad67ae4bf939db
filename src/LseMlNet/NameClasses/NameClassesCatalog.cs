using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds NameClasses to <see cref="MLContext.Transforms"/>.</summary>
public static class NameClassesCatalog
{
    /// <summary>
    /// Names the classes of a column of logits, log-probabilities or probabilities for all later stages. The values do not change.
    /// </summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">The column to add. It replaces a column of the same name.</param>
    /// <param name="classNames">The names of the classes, in the order of the vector.</param>
    /// <param name="inputColumnName">
    /// The column of logits or other scores: a vector of Single or Double. Null means <paramref name="outputColumnName"/>.
    /// </param>
    /// <param name="classAxis">
    /// The axis of the column's shape that the names belong to: 0 to rank − 1, or −1 to −rank counted from the end. Null means that the
    /// whole vector is one row, with a name for each value.
    /// </param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="catalog"/>, <paramref name="outputColumnName"/> or <paramref name="classNames"/> is null.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// A column name is empty; <paramref name="classNames"/> is empty, or contains null or an empty name.
    /// </exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.NameClasses("Logits", ["cat", "dog", "owl"])
    ///     .Append(ml.Transforms.Softmax("Probabilities", "Logits"))
    ///     .Append(ml.Transforms.SelectLabel("PredictedLabel", "Probabilities"));
    /// </code>
    /// </example>
    public static NameClassesEstimator NameClasses(
        this TransformsCatalog catalog,
        string outputColumnName,
        IReadOnlyList<string> classNames,
        string? inputColumnName = null,
        int? classAxis = null) =>
        catalog.NameClasses(ColumnPairs.Single(outputColumnName, inputColumnName), classNames, classAxis);

    /// <inheritdoc cref="NameClasses(TransformsCatalog, string, IReadOnlyList{string}, string, int?)" path="/summary"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="columns">
    /// The columns to add, each with its column of logits. At least one is required, and no output may occur twice.
    /// </param>
    /// <param name="classNames">The names of the classes, in the order of the vector; the same names for each column.</param>
    /// <param name="classAxis">The axis that the names belong to; null for the whole vector.</param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="catalog"/>, <paramref name="columns"/> or <paramref name="classNames"/> is null.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="columns"/> is empty, contains null, or names an output twice; <paramref name="classNames"/> is empty, or contains
    /// null or an empty name.
    /// </exception>
    /// <example>
    /// <code>
    /// InputOutputColumnPair[] columns = [new("First", "FirstLogits"), new("Second", "SecondLogits")];
    /// var pipeline = ml.Transforms.NameClasses(columns, ["cat", "dog", "owl"]);
    /// </code>
    /// </example>
    public static NameClassesEstimator NameClasses(
        this TransformsCatalog catalog, InputOutputColumnPair[] columns, IReadOnlyList<string> classNames, int? classAxis = null)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        return new(catalog.Environment(), columns, classNames, classAxis);
    }
}
