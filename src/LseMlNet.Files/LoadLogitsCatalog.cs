using LseMlNet.Files;
using LseMlNet.Files.Rows;
using LseMlNet.Files.View;

namespace Microsoft.ML;

/// <summary>Adds LoadLogits to <see cref="MLContext.Data"/>.</summary>
public static class LoadLogitsCatalog
{
    /// <summary>
    /// Loads files of logits, with or without labels: NumPy, Parquet, Arrow, CSV, NDJSON and .idv. Only headers are read before a cursor
    /// requests rows, and the memory that a cursor needs does not grow with the size of the files.
    /// </summary>
    /// <param name="catalog">The catalog of data.</param>
    /// <param name="path">
    /// A file, or a pattern of files in one folder, as in <c>logits-*.npy</c>; they are read in the order of their names.
    /// </param>
    /// <param name="options">What to read. Null means the defaults of <see cref="LogitsFileOptions"/>.</param>
    /// <returns>
    /// A data view with the column Logits, a vector of Single, or of Double if a file has double precision, with the dimensions of a row.
    /// With labels, it also has the column Label: a key, the index of the class, or for tensors whole numbers (Int64).
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="path"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="LogitsFileOptions.PartIndex"/> is not less than
    /// <see cref="LogitsFileOptions.PartCount"/>.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">
    /// A file is damaged, or contradicts the options. The message names the file and, if applicable, the row and the column. A cursor
    /// throws the same exception for errors that only the rows reveal.
    /// </exception>
    /// <example>
    /// <code>
    /// IDataView logits = ml.Data.LoadLogits("logits.npy", new LogitsFileOptions { LabelsPath = "labels.npy" });
    /// Console.WriteLine(ml.MulticlassClassification.EvaluateLogits(logits));
    /// </code>
    /// </example>
    public static IDataView LoadLogits(this DataOperationsCatalog catalog, string path, LogitsFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return catalog.LoadLogits([path], options);
    }

    /// <inheritdoc cref="LoadLogits(DataOperationsCatalog, string, LogitsFileOptions)" path="/summary"/>
    /// <param name="catalog">The catalog of data.</param>
    /// <param name="paths">
    /// Files and patterns of files, which are read one after the other. All files must have rows of the same shape.
    /// </param>
    /// <param name="options">What to read. Null means the defaults of <see cref="LogitsFileOptions"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="paths"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <see cref="LogitsFileOptions.PartIndex"/> is not from 0 to <see cref="LogitsFileOptions.PartCount"/> − 1.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">A file is damaged, or contradicts the options or another file.</exception>
    /// <example>
    /// <code>
    /// IDataView logits = ml.Data.LoadLogits(["monday.parquet", "tuesday.parquet"]);
    /// </code>
    /// </example>
    public static IDataView LoadLogits(this DataOperationsCatalog catalog, IReadOnlyList<string> paths, LogitsFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(paths);
        options ??= new LogitsFileOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PartCount, 1, nameof(LogitsFileOptions.PartCount));
        ArgumentOutOfRangeException.ThrowIfNegative(options.PartIndex, nameof(LogitsFileOptions.PartIndex));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(options.PartIndex, options.PartCount, nameof(LogitsFileOptions.PartIndex));
        string[] files = [.. paths.SelectMany(FilePattern.Expand)];
        return files.Length > 0
            ? new LogitsDataView(new LogitsSource(files, options))
            : throw new ArgumentException("LoadLogits: there are no paths; expected at least one file.", nameof(paths));
    }
}
