using Microsoft.ML;

namespace LseMlNet;

/// <summary>The names of a stage's output and input columns, for stages that compute each output column from one input column.</summary>
internal static class ColumnPairs
{
    // No stage has this many columns. A larger number comes from a damaged file.
    private const int Most = 1 << 16;

    public static InputOutputColumnPair[] Single(string outputColumnName, string? inputColumnName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(outputColumnName);
        if (inputColumnName is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(inputColumnName);
        }

        return [new InputOutputColumnPair(outputColumnName, inputColumnName)];
    }

    /// <summary>Checks and copies the pairs, so that a later change to the caller's array does not affect the stage.</summary>
    public static InputOutputColumnPair[] Checked(InputOutputColumnPair[]? columns, string stage, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(columns, parameterName);
        if (columns.Length == 0)
        {
            throw new ArgumentException(
                $"{stage} was given no columns; expected at least one. Add an InputOutputColumnPair(output, input).", parameterName);
        }

        var outputs = new HashSet<string>();
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i] is null)
            {
                throw new ArgumentException(
                    $"{stage}: pair {i} of {columns.Length} is null; expected an InputOutputColumnPair(output, input).", parameterName);
            }

            string output = columns[i].OutputColumnName;
            if (string.IsNullOrWhiteSpace(output) || string.IsNullOrWhiteSpace(columns[i].InputColumnName))
            {
                throw new ArgumentException(
                    $"{stage}: pair {i} of {columns.Length} has an empty name; expected the names of an output and an input column.",
                    parameterName);
            }

            if (!outputs.Add(output))
            {
                throw new ArgumentException(
                    $"{stage}: output column '{output}' is named more than once; expected a different name for each output. " +
                    "Rename one of them.",
                    parameterName);
            }
        }
        return [.. columns];
    }

    public static void Write(BinaryWriter writer, InputOutputColumnPair[] columns)
    {
        writer.Write(columns.Length);
        foreach (InputOutputColumnPair pair in columns)
        {
            SavedText.Write(writer, pair.OutputColumnName);
            SavedText.Write(writer, pair.InputColumnName);
        }
    }

    public static InputOutputColumnPair[] Read(BinaryReader reader)
    {
        var columns = new InputOutputColumnPair[SavedText.ReadCount(reader, 1, Most, "the number of columns")];
        for (int i = 0; i < columns.Length; i++)
        {
            string output = SavedText.Read(reader, "the name of an output column");
            columns[i] = new InputOutputColumnPair(output, SavedText.Read(reader, "the name of an input column"));
        }

        return columns;
    }
}
