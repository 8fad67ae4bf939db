using System.Buffers.Binary;
using System.Xml.Linq;
using static LseMlNet.Cli.Html.Tag;

namespace LseMlNet.Cli.Report;

/// <summary>Puts pictures into the page: as they are where that is little, and large ones made smaller.</summary>
internal sealed class EmbeddedPicture
{
    private const int LargeFile = 100_000;

    // Where a picture is that small, each of its pixels is to be seen.
    private const int TinySide = 64;

    private readonly Lazy<Thumbnails> _thumbnails = new();

    public XElement Of(Picture picture)
    {
        // It could be read just now; files may vanish all the same.
        byte[] bytes = UnusableInputException.Explain($"{picture.Name}: the file cannot be read", () =>
            new FileInfo(picture.File).Length > LargeFile ? _thumbnails.Value.Make(picture) : File.ReadAllBytes(picture.File));
        bool isPng = bytes[0] == 0x89;
        return Tag.Of(
            isPng && BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)) <= TinySide ? "img.tiny" : "img",
            Attribute("src", $"data:{(isPng ? "image/png" : "image/jpeg")};base64,{Convert.ToBase64String(bytes)}"),
            Attribute("alt", $"The picture {picture.Name}"));
    }
}
