using SkiaSharp;

namespace ImageClassifier;

/// <summary>Finds pictures, and reports on the error stream which files cannot be used.</summary>
internal sealed class PictureFiles
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg"];

    /// <summary>The pictures that ship with the example.</summary>
    public static string Shipped { get; } = Path.Combine(AppContext.BaseDirectory, "Pictures");

    public bool HasErrors { get; private set; }

    /// <summary>The picture in a file, or all pictures in a folder, in the order of their names.</summary>
    public IEnumerable<Picture> Find(string path)
    {
        if (!Directory.Exists(path))
        {
            return CanBeRead(path, path) ? [new Picture { Name = path, File = Path.GetFullPath(path) }] : [];
        }

        string[] files = [.. Directory.GetFiles(path).Where(HasPictureExtension).Order(StringComparer.Ordinal)];
        if (files.Length == 0)
        {
            Report(path, "this folder contains no .png, .jpg or .jpeg files");
        }

        return from file in files
               let name = path == Shipped ? Path.GetFileName(file) : file
               where CanBeRead(file, name)
               select new Picture { Name = name, File = Path.GetFullPath(file) };
    }

    private static bool HasPictureExtension(string file) => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    // One picture that cannot be read would end the whole pass, so each is decoded here first.
    private bool CanBeRead(string file, string name)
    {
        try
        {
            using var stream = new MemoryStream(File.ReadAllBytes(file));
            using var codec = SKCodec.Create(stream);
            if (codec?.GetPixels(out _) == SKCodecResult.Success)
            {
                return true;
            }

            Report(name, codec is null ? "this is not a picture" : "this picture is damaged");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            Report(name, "there is no such file or folder");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(name, "the file cannot be read");
        }

        return false;
    }

    private void Report(string name, string reason)
    {
        Console.Error.WriteLine($"error: {name}: {reason}");
        HasErrors = true;
    }
}
