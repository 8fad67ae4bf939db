using Microsoft.ML;

namespace LseMlNet;

/// <summary>The names of a stage's output and input columns, for stages that compute each output column from one input column.</summary>
internal static class ColumnPairs
{
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
            writer.Write(pair.OutputColumnName);
            writer.Write(pair.InputColumnName);
        }
    }

    public static InputOutputColumnPair[] Read(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        if (count < 1)
        {
            throw new InvalidDataException($"it states {count} columns; expected 1 or more.");
        }

        // A list is used instead of an array of the stated size, so that a damaged count cannot cause an allocation of gigabytes.
        var columns = new List<InputOutputColumnPair>();
        for (int i = 0; i < count; i++)
        {
            string output = reader.ReadString();
            columns.Add(new InputOutputColumnPair(output, reader.ReadString()));
        }
        return [.. columns];
    }
}
