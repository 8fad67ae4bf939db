namespace LseMlNet.Files.Rows;

/// <summary>Finds the columns of logits and labels in a file.</summary>
internal static class ColumnChooser
{
    // Names of numeric columns that often accompany logits. If such a column were treated as a class, every result would be silently wrong.
    private static readonly string[] OtherNames = ["", "id", "index", "row", "Unnamed: 0", "label", "labels", "y", "target", "class", "split", "weight"];

    /// <summary>Chooses the columns of logits, and of the labels if they are in the same file.</summary>
    public static ColumnChoice Logits(TableFile file, LogitsFileOptions options)
    {
        FileColumn? label = options is { LabelsPath: null, LabelColumn: { } name } ? Label(file, Find(file, name)) : null;
        FileColumn[] logits = options.LogitsColumns is { } names ? [.. names.Select(column => Find(file, column))] : Guess(file, label);
        foreach (FileColumn column in logits)
        {
            if (!column.IsFloating || (logits.Length > 1 && column.IsList))
            {
                throw file.Fault($"column {column} cannot hold the logits; expected floating-point numbers{(logits.Length > 1 ? ", one for each row" : "")}. {Columns(file)}");
            }
        }

        IReadOnlyList<int> dimensions = logits[0].IsList ? RowDimensions(file, logits[0]) : [logits.Length];
        return dimensions.All(size => size > 0) && dimensions.Aggregate(1L, (product, size) => product * Math.Min(size, int.MaxValue)) <= Array.MaxLength / sizeof(double)
            ? new ColumnChoice(logits, dimensions, label, label is null ? [] : LabelDimensions(file, label))
            : throw file.Fault($"a row of logits has the shape [{string.Join(", ", dimensions)}]; expected at least one class, and fewer than 2^28 numbers");
    }

    /// <summary>Chooses the column of labels of a file that is read only for the labels.</summary>
    public static ColumnChoice Labels(TableFile file, string? name)
    {
        FileColumn label = Label(
            file,
            name is not null ? Find(file, name)
            : file.Columns is [FileColumn only] ? only
            : file.Columns.Where(column => column.Name is "label" or "Label" or "labels" or "y").ToArray() is [FileColumn named] ? named
            : throw file.Fault($"it has several columns; name that of the labels. {Columns(file)}"));
        return new ColumnChoice([], [], label, LabelDimensions(file, label));
    }

    private static FileColumn[] Guess(TableFile file, FileColumn? label)
    {
        FileColumn[] others = [.. file.Columns.Where(column => column != label)];
        FileColumn[] lists = [.. others.Where(column => column is { IsFloating: true, IsList: true })];
        FileColumn[] numbers = [.. others.Where(column => column is { IsFloating: true, IsList: false })];
        return lists switch
        {
            [FileColumn only] => [only],
            [] when file.HasNames && numbers.FirstOrDefault(column => OtherNames.Contains(column.Name, StringComparer.OrdinalIgnoreCase)) is { } other =>
                throw file.Fault($"column {other} does not look like a class; name the columns of the logits, and that of the labels if there is one. {Columns(file)}"),
            [] when numbers.Length > 0 => numbers,
            [] => throw file.Fault($"it has no column of logits; expected floating-point numbers. {Columns(file)}"),
            _ => throw file.Fault($"it has several columns that may be the logits; name the right one. {Columns(file)}"),
        };
    }

    private static FileColumn Find(TableFile file, string name) =>
        file.Columns.FirstOrDefault(column => column.Name == name) ??
        (file.Columns is [{ Name: "" } only] ? only : throw file.Fault($"it has no column '{name}'. {Columns(file)}"));

    private static FileColumn Label(TableFile file, FileColumn column) => column.Kind is ElementKind.Integer or ElementKind.Text || (column.IsFloating && file.IsText)
        ? column
        : throw file.Fault($"column {column} cannot hold the labels; expected integers, or text. {Columns(file)}");

    private static IReadOnlyList<int> RowDimensions(TableFile file, FileColumn column) => column.Dimensions ?? file.FirstDimensions(column) ??
        throw file.Fault("it has no rows, so the number of classes is not known");

    // numpy.argmax(keepdims=True) returns the shape [rows, 1], which is still one label per row.
    private static IReadOnlyList<int> LabelDimensions(TableFile file, FileColumn column) =>
        column.IsList && RowDimensions(file, column) is var dimensions && dimensions.Any(size => size != 1) ? dimensions : [];

    private static string Columns(TableFile file) =>
        $"Its columns: {string.Join(", ", file.Columns.Take(10))}{(file.Columns.Count > 10 ? $" and {file.Columns.Count - 10} more" : "")}.";
}
