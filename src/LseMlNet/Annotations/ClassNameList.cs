namespace LseMlNet;

/// <summary>The class names that a user sets: one for each class, in the order of the classes.</summary>
internal static class ClassNameList
{
    // Ten times as many as the largest vocabulary of a language model, and their names. A saved pipeline with more than this comes from a
    // damaged file, or from somebody who tries to exhaust the memory.
    private const int MostNames = 1 << 22;
    private const int MostCharacters = 1 << 26;

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
                $"{stage}: {names} class {(names == 1 ? "name was" : "names were")} given for column '{column}', which has {classes} classes; " +
                "expected as many names as classes. Pass one for each class, in the order of the classes.");
        }
    }

    // *** Binary format ***
    // int32: number of names, or -1 for null
    // string: each name
    public static void Write(BinaryWriter writer, string[]? names)
    {
        if (names is not null && (names.Length > MostNames || names.Sum(name => (long)name.Length) > MostCharacters))
        {
            throw new InvalidOperationException(
                $"There are {names.Length} class names; a saved pipeline can contain at most {MostNames}, with {MostCharacters} characters. Leave the names out.");
        }

        writer.Write(names?.Length ?? -1);
        foreach (string name in names ?? [])
        {
            SavedText.Write(writer, name);
        }
    }

    public static string[]? Read(BinaryReader reader)
    {
        int count = SavedText.ReadCount(reader, -1, MostNames, "the number of class names");
        if (count <= 0)
        {
            return count < 0 ? null : throw new InvalidDataException("it has a list of class names that is empty.");
        }

        string[] names = new string[count];
        long characters = 0;
        for (int i = 0; i < count; i++)
        {
            names[i] = SavedText.Read(reader, "a class name");
            characters += names[i].Length;
            if (characters > MostCharacters)
            {
                throw new InvalidDataException($"its class names have more than {MostCharacters} characters; expected fewer.");
            }
        }

        return names;
    }
}
