namespace LseMlNet;

/// <summary>Names of classes as a user gives them: one for each class, in the order of the classes.</summary>
internal static class NameList
{
    /// <summary>Checks the names and copies them, so that a later change of the caller's list does not reach the stage.</summary>
    public static string[] Checked(IReadOnlyList<string> names, string stage, string parameterName)
    {
        string[] copy = [.. names];
        if (copy.Length == 0)
        {
            throw new ArgumentException($"{stage}: {parameterName} is empty; wanted a name for each class, in the order of the classes.", parameterName);
        }
        // ML.NET shows a missing key as an empty text: a class of that name could not be told from none.
        int bad = Array.FindIndex(copy, string.IsNullOrEmpty);
        if (bad >= 0)
        {
            string found = copy[bad] is null ? "null" : "empty";
            throw new ArgumentException($"{stage}: name {bad} of {copy.Length} in {parameterName} is {found}; wanted a text. Name the class, if only by its number.", parameterName);
        }
        return copy;
    }

    /// <exception cref="ArgumentOutOfRangeException">There are more or fewer names than classes.</exception>
    public static void CheckCount(int names, int classes, string column, string stage)
    {
        if (names != classes)
        {
            throw InputColumn.Mismatch(
                $"{stage}: {names} class names were given for column '{column}', which has {classes} classes; wanted as many names as classes. " +
                "Give one for each class, in the order of the classes.");
        }
    }

    // *** Binary format ***
    // int32: number of names, -1 for null
    // the names
    public static void Write(BinaryWriter writer, string[]? names)
    {
        writer.Write(names?.Length ?? -1);
        foreach (string name in names ?? [])
        {
            writer.Write(name);
        }
    }

    public static string[]? Read(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        if (count == -1)
        {
            return null;
        }

        if (count < 1)
        {
            throw new InvalidDataException($"it says that it has {count} class names; wanted 1 or more.");
        }

        // Not an array of the size that the file claims: a damaged count must not cost memory.
        var names = new List<string>();
        for (int i = 0; i < count; i++)
        {
            names.Add(reader.ReadString());
        }

        return [.. names];
    }
}
