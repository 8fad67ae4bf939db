using System.Globalization;
using CsvHelper;

namespace LseMlNet.Cli.Evaluate;

/// <summary>Held-out pictures as files: a folder for each class, or a CSV file with a picture and its class in each line.</summary>
/// <param name="Pictures">The pictures, each with the name of its class.</param>
/// <param name="Source">Where the classes are named, as worded in errors.</param>
internal sealed record HeldOutFiles(IReadOnlyList<(Picture Picture, string Class)> Pictures, string Source)
{
    /// <summary>Whether --data names pictures in this form.</summary>
    public static bool Are(string data) =>
        data.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ||
        (Directory.Exists(data) && !LabelledPictures.FilesIn(data).Any(File.Exists) && Directory.EnumerateDirectories(data).Any());

    /// <exception cref="UnusableInputException">The folder or the file cannot be read, or names too few pictures.</exception>
    public static HeldOutFiles Read(string data, Messages messages)
    {
        HeldOutFiles files = Directory.Exists(data) ? ReadFolders(data, messages) : ReadCsv(data);
        return files.Pictures.Count >= LabelledPictures.Fewest
            ? files
            : throw new UnusableInputException(
                $"--data '{data}' has {files.Pictures.Count} pictures; expected {LabelledPictures.Fewest} or more, because one half of them calibrates the other");
    }

    /// <summary>Distinguishes these pictures from others, by their names and classes.</summary>
    public string Identity() => DataIdentity.Of(Pictures.Count, Pictures.Select(picture => $"{Path.GetFileName(picture.Picture.Name)}/{picture.Class}"));

    /// <summary>Finds the class of each picture: by its name, or by its number.</summary>
    /// <param name="names">The names of the model's classes.</param>
    /// <exception cref="UnusableInputException">Some classes do not match; the message lists them.</exception>
    public IReadOnlyList<uint> Match(IReadOnlyList<string> names)
    {
        var classes = new Dictionary<string, uint>(StringComparer.OrdinalIgnoreCase);
        for (int i = names.Count - 1; i >= 0; i--)
        {
            classes[i.ToString(CultureInfo.InvariantCulture)] = (uint)i;
        }

        for (int i = names.Count - 1; i >= 0; i--)
        {
            classes[names[i]] = (uint)i;
        }

        string[] unknown = [.. Pictures.Select(picture => picture.Class).Distinct().Where(name => !classes.ContainsKey(name))];
        return unknown.Length == 0
            ? [.. Pictures.Select(picture => classes[picture.Class])]
            : throw new UnusableInputException(
                $"{Source} {Numbers.Count(unknown.Length)} that the model does not have: {string.Join(", ", unknown.Take(10))}{(unknown.Length > 10 ? ", …" : "")}; " +
                $"expected the names in --labels, such as {string.Join(", ", names.Take(3))}, or their numbers from 0 to {names.Count - 1}");
    }

    private static HeldOutFiles ReadFolders(string data, Messages messages)
    {
        var pictures = new List<(Picture, string)>();
        foreach (string folder in Directory.GetDirectories(data).Order(StringComparer.Ordinal))
        {
            try
            {
                FoundPictures found = PictureFinder.Find(folder);
                pictures.AddRange(found.Pictures.Select(picture => (picture, Path.GetFileName(folder))));
                if (found.Skipped > 0)
                {
                    messages.Note($"{folder}: {found.Skipped} {(found.Skipped == 1 ? "entry" : "entries")} of the folder skipped");
                }
            }
            catch (UnusableInputException e)
            {
                messages.Warning(e.Message);
            }
        }

        return new HeldOutFiles(pictures, $"data folder '{data}' has classes,");
    }

    // The columns have the names file and label, in any order. Paths are relative to the CSV file.
    private static HeldOutFiles ReadCsv(string data)
    {
        if (!File.Exists(data))
        {
            throw new UnusableInputException($"there is no data file '{data}'");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(data))!;
        return UnusableInputException.Explain($"data file '{data}' cannot be read", () =>
        {
            using var csv = CsvReader.FromText(File.ReadAllText(data));
            csv.ReadHeader();
            if (!csv.Headers.Contains("file") || !csv.Headers.Contains("label"))
            {
                throw new UnusableInputException($"data file '{data}' has the columns {string.Join(", ", csv.Headers)}; expected 'file' and 'label' in its first line");
            }

            var pictures = new List<(Picture, string)>();
            while (csv.Read())
            {
                string file = csv["file"].ToString();
                pictures.Add((new Picture(Path.GetFullPath(file, folder), file), csv["label"].ToString().Trim()));
            }

            return new HeldOutFiles(pictures, $"data file '{data}' has classes,");
        });
    }
}
