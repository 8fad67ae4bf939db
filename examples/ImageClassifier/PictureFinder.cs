namespace LseMlNet.Examples.ImageClassifier;

/// <summary>Finds the pictures that an argument stands for: the file itself, or the pictures in the folder.</summary>
internal static class PictureFinder
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg"];

    /// <summary>The pictures that come with the example.</summary>
    public static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "Pictures");

    /// <exception cref="UnusableInputException">There is no such file or folder, or the folder has no pictures.</exception>
    public static IReadOnlyList<Picture> Find(string argument)
    {
        if (File.Exists(argument))
            return [new Picture(Path.GetFullPath(argument), argument)];
        if (!Directory.Exists(argument))
            throw new UnusableInputException($"{argument}: there is no such file or folder");

        string[] names = UnusableInputException.Explain($"{argument}: the folder cannot be read", () => PicturesIn(argument));
        if (names.Length == 0)
            throw new UnusableInputException($"{argument}: the folder has no pictures; wanted files that end in {string.Join(", ", Extensions)}");
        string shownFolder = argument == Shipped ? "" : argument;
        return [.. from name in names select new Picture(Path.GetFullPath(name, Path.GetFullPath(argument)), Path.Combine(shownFolder, name))];
    }

    private static string[] PicturesIn(string folder)
    {
        IEnumerable<string> names =
            from file in Directory.EnumerateFiles(folder)
            where Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)
            select Path.GetFileName(file);
        return [.. names.Order(StringComparer.Ordinal)];
    }
}
