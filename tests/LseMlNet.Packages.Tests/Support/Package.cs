using System.IO.Compression;
using System.Xml.Linq;

namespace LseMlNet.Packages.Tests.Support;

/// <summary>A package file and its contents.</summary>
/// <param name="path">The path of the .nupkg or .snupkg file.</param>
internal sealed class Package(string path) : IDisposable
{
    private readonly ZipArchive _archive = ZipFile.OpenRead(path);

    /// <summary>The paths of its files, except those that only describe the archive itself.</summary>
    public IReadOnlyList<string> Files => [.. _archive.Entries
        .Select(entry => Uri.UnescapeDataString(entry.FullName))
        .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/",
            StringComparison.Ordinal) && name != "[Content_Types].xml")
        .Order(StringComparer.Ordinal)];

    /// <summary>The <c>metadata</c> of the nuspec.</summary>
    public XElement Metadata
    {
        get
        {
            using var nuspec = new MemoryStream(Read(Files.Single(name => name.EndsWith(".nuspec", StringComparison.Ordinal))));
            return XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        }
    }

    /// <summary>An element of the metadata, or null.</summary>
    public XElement? Element(string name) => Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);

    /// <summary>The text of an element of the metadata, or null.</summary>
    public string? this[string name] => Element(name)?.Value;

    /// <summary>Its dependencies as "id version", in order.</summary>
    public IReadOnlyList<string> Dependencies => [.. Metadata.Descendants()
        .Where(element => element.Name.LocalName == "dependency")
        .Select(element => $"{element.Attribute("id")!.Value} {element.Attribute("version")!.Value}")
        .Order(StringComparer.Ordinal)];

    public byte[] Read(string name)
    {
        using Stream stream = _archive.Entries.Single(entry => Uri.UnescapeDataString(entry.FullName) == name).Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    public void Dispose() => _archive.Dispose();
}
