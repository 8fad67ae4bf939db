using System.IO.Hashing;

namespace LseMlNet.Cli.Evaluate;

/// <summary>Pictures with their true classes, from a folder of two IDX files.</summary>
internal sealed class LabelledPictures
{
    /// <summary>Two pictures for each half, because a temperature cannot be fitted to fewer.</summary>
    public const int Fewest = 4;

    private const string Pictures = "images-idx3-ubyte";
    private const string Labels = "labels-idx1-ubyte";

    private readonly IdxFile _pictures;
    private readonly IdxFile _labels;

    private LabelledPictures(IdxFile pictures, IdxFile labels)
    {
        _pictures = pictures;
        _labels = labels;
    }

    /// <summary>The folder of the held-out pictures that ship with the program.</summary>
    public static string Shipped { get; } = Path.Combine(AppContext.BaseDirectory, "HeldOut");

    public int Count => _pictures.Lengths[0];

    public PictureSize Size => new(Width: _pictures.Lengths[2], Height: _pictures.Lengths[1]);

    /// <exception cref="UnusableInputException">A file is missing or is not an IDX file, or the two do not match.</exception>
    public static LabelledPictures Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UnusableInputException($"there is no data folder '{folder}'");
        }

        var pictures = IdxFile.Read(Find(folder, Pictures), dimensions: 3);
        var labels = IdxFile.Read(Find(folder, Labels), dimensions: 1);
        if (pictures.Lengths[0] != labels.Lengths[0])
        {
            throw new UnusableInputException(
                $"data file '{pictures.Path}' has {pictures.Lengths[0]} pictures, but '{labels.Path}' has {labels.Lengths[0]} labels; expected one for each picture");
        }
        return pictures.Lengths[0] >= Fewest
            ? new LabelledPictures(pictures, labels)
            : throw new UnusableInputException($"data file '{pictures.Path}' has {pictures.Lengths[0]} pictures; expected {Fewest} or more, because one half of them calibrates the other");
    }

    /// <summary>The gray values, 0 to 255.</summary>
    public float[] Pixels(int picture)
    {
        ReadOnlySpan<byte> bytes = _pictures[picture];
        var pixels = new float[bytes.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = bytes[i];
        }

        return pixels;
    }

    /// <summary>The true class, counted from 0.</summary>
    public int Label(int picture) => _labels[picture][0];

    /// <summary>Distinguishes these pictures from others.</summary>
    public string Identity() => DataIdentity.Of(Count, Enumerable.Range(0, Count).Select(i => $"{Convert.ToHexString(XxHash128.Hash(_pictures[i]))} {Label(i)}"));

    /// <exception cref="UnusableInputException">A label is too large for this number of classes.</exception>
    public void CheckLabels(int classes)
    {
        for (int i = 0; i < Count; i++)
        {
            if (Label(i) >= classes)
            {
                throw new UnusableInputException($"data file '{_labels.Path}' has the label {Label(i)} at picture {i}, both counted from 0; expected 0 to {classes - 1}, because the model has {classes} classes");
            }
        }
    }

    /// <summary>The files that <see cref="Read"/> reads, if they exist.</summary>
    public static IEnumerable<string> FilesIn(string folder) => new[] { Pictures, Labels }.SelectMany(name => Candidates(folder, name));

    private static string[] Candidates(string folder, string name) => [Path.Combine(folder, name), Path.Combine(folder, name + ".gz")];

    private static string Find(string folder, string name)
    {
        return Candidates(folder, name).FirstOrDefault(File.Exists)
            ?? throw new UnusableInputException($"data folder '{folder}' has no file {name}; expected that or {name}.gz");
    }
}
