namespace LseMlNet.Cli.Pictures;

/// <summary>Finds the pictures that an argument names: a file, or all pictures in a folder.</summary>
internal static class PictureFinder
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".ico", ".wbmp"];

    public static string ExpectedExtensions { get; } = string.Join(", ", Extensions);

    /// <summary>The folder of the pictures that ship with the program.</summary>
    public static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "Pictures");

    /// <exception cref="UnusableInputException">There is no such file or folder, or the folder has no pictures.</exception>
    public static FoundPictures Find(string argument)
    {
        if (File.Exists(argument))
        {
            return new FoundPictures([new Picture(Path.GetFullPath(argument), argument)], Skipped: 0);
        }

        if (!Directory.Exists(argument))
        {
            throw new UnusableInputException(
                $"{argument}: there is no such file or " +
                $"folder{(InputFile.IsGarbled(argument) ? "; its name may not be UTF-8: rename it" : "")}");
        }

        string[] entries = UnusableInputException.Explain(
            $"{argument}: the folder cannot be read", () => Directory.GetFileSystemEntries(argument));
        string[] names = [.. entries.Where(IsPicture).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
        if (names.Length == 0)
        {
            throw new UnusableInputException($"{argument}: the folder has no pictures; expected files that end in {ExpectedExtensions}");
        }

        string shownFolder = argument == Shipped ? "" : argument;
        return new FoundPictures(
            [.. from name in names select new Picture(Path.GetFullPath(name, Path.GetFullPath(argument)), Path.Combine(shownFolder, name))],
            Skipped: entries.Length - names.Length);
    }

    // A pipe in a folder is not a picture, and reading it would wait for a writer.
    private static bool IsPicture(string entry) => Extensions.Contains(Path.GetExtension(entry), StringComparer.OrdinalIgnoreCase) &&
        (InputFile.IsGarbled(entry) || (File.Exists(entry) && !InputFile.IsPipe(entry)));
}

/// <summary>The pictures that an argument names.</summary>
/// <param name="Pictures">Ordered by name.</param>
/// <param name="Skipped">The number of other files and folders in the folder.</param>
internal sealed record FoundPictures(IReadOnlyList<Picture> Pictures, int Skipped);
