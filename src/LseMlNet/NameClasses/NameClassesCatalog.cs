using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds NameClasses to <see cref="MLContext.Transforms"/>.</summary>
public static class NameClassesCatalog
{
    /// <summary>Names the classes of a column of logits, once for all later stages: the values stay what they are.</summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">The column to add; it replaces one of the same name.</param>
    /// <param name="classNames">The names of the classes, in their order.</param>
    /// <param name="inputColumnName">The column of logits: a vector of Single or Double. Null means <paramref name="outputColumnName"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="outputColumnName"/> or <paramref name="classNames"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="outputColumnName"/> is empty; <paramref name="classNames"/> is empty, or holds null or an empty name.</exception>
    public static NameClassesEstimator NameClasses(
        this TransformsCatalog catalog, string outputColumnName, IReadOnlyList<string> classNames, string? inputColumnName = null) =>
        catalog.NameClasses(ColumnPairs.Single(outputColumnName, inputColumnName), classNames);

    /// <inheritdoc cref="NameClasses(TransformsCatalog, string, IReadOnlyList{string}, string)"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="columns">The columns to add, each with its column of logits. At least one; no output twice.</param>
    /// <param name="classNames">The names of the classes, in their order: the same for each column.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="columns"/> or <paramref name="classNames"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="columns"/> is empty, holds null, or names an output twice; <paramref name="classNames"/> is empty, or holds null or an empty name.</exception>
    public static NameClassesEstimator NameClasses(this TransformsCatalog catalog, InputOutputColumnPair[] columns, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        return new(catalog.Environment(), columns, classNames);
    }
}
