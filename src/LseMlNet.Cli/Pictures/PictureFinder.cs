namespace LseMlNet.Cli.Pictures;

/// <summary>Finds the pictures that an argument stands for: the file itself, or the pictures in the folder.</summary>
internal static class PictureFinder
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg"];

    public static string WantedExtensions { get; } = string.Join(", ", Extensions);

    /// <summary>The pictures that come with the example.</summary>
    public static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "Pictures");

    /// <exception cref="UnusableInputException">There is no such file or folder, or the folder has no pictures.</exception>
    public static FoundPictures Find(string argument)
    {
        if (File.Exists(argument))
        {
            return new FoundPictures([new Picture(Path.GetFullPath(argument), argument)], PassedOver: 0);
        }

        if (!Directory.Exists(argument))
        {
            throw new UnusableInputException($"{argument}: there is no such file or folder");
        }

        string[] entries = UnusableInputException.Explain($"{argument}: the folder cannot be read", () => Directory.GetFileSystemEntries(argument));
        string[] names = [.. entries.Where(IsPicture).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
        if (names.Length == 0)
        {
            throw new UnusableInputException($"{argument}: the folder has no pictures; wanted files that end in {WantedExtensions}");
        }

        string shownFolder = argument == Shipped ? "" : argument;
        return new FoundPictures(
            [.. from name in names select new Picture(Path.GetFullPath(name, Path.GetFullPath(argument)), Path.Combine(shownFolder, name))],
            PassedOver: entries.Length - names.Length);
    }

    private static bool IsPicture(string entry) => Extensions.Contains(Path.GetExtension(entry), StringComparer.OrdinalIgnoreCase) && File.Exists(entry);
}

/// <summary>The pictures that an argument stands for.</summary>
/// <param name="Pictures">By name.</param>
/// <param name="PassedOver">How many more files and folders there are in the folder.</param>
internal sealed record FoundPictures(IReadOnlyList<Picture> Pictures, int PassedOver);
