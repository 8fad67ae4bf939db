namespace LseMlNet;

/// <summary>The class names that a user sets: one for each class, in the order of the classes.</summary>
internal static class ClassNameList
{
    /// <summary>Checks and copies the names, so that a later change to the caller's list does not affect the stage.</summary>
    public static string[] Checked(IReadOnlyList<string> names, string stage, string parameterName)
    {
        string[] copy = [.. names];
        if (copy.Length == 0)
        {
            throw new ArgumentException(
                $"{stage}: {parameterName} is empty; expected a name for each class, in the order of the classes.", parameterName);
        }

        // ML.NET maps the missing key to empty text, so a class with an empty name would look like a missing label.
        int bad = Array.FindIndex(copy, string.IsNullOrEmpty);
        if (bad >= 0)
        {
            string found = copy[bad] is null ? "null" : "empty";
            throw new ArgumentException(
                $"{stage}: name {bad} of {copy.Length} in {parameterName} is {found}; expected a name. If the class has none, use its " +
                "number.",
                parameterName);
        }

        return copy;
    }

    /// <exception cref="ArgumentOutOfRangeException">The number of names differs from the number of classes.</exception>
    public static void CheckCount(int names, int classes, string column, string stage)
    {
        if (names != classes)
        {
            throw InputColumn.Mismatch(
                $"{stage}: {names} class names were given for column '{column}', which has {classes} classes; " +
                "expected as many names as classes. Pass one for each class, in the order of the classes.");
        }
    }

    // *** Binary format ***
    // int32: number of names, or -1 for null
    // string: each name
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
            throw new InvalidDataException($"it states {count} class names; expected 1 or more.");
        }

        // A list is used, because an array of the stated size could need gigabytes if the count is damaged.
        var names = new List<string>();
        for (int i = 0; i < count; i++)
        {
            names.Add(reader.ReadString());
        }

        return [.. names];
    }
}
