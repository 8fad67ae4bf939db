using System.Buffers.Binary;
using System.Xml.Linq;
using LseMlNet.Examples.ImageClassifier.Html;
using static LseMlNet.Examples.ImageClassifier.Html.Tag;

namespace LseMlNet.Examples.ImageClassifier.Report;

/// <summary>A picture inside the page.</summary>
internal static class EmbeddedPicture
{
    // Where a picture is that small, each of its pixels is to be seen.
    private const int Tiny = 64;

    public static XElement Of(Picture picture)
    {
        byte[] bytes = UnusableInputException.Explain($"{picture.Name}: the file cannot be read", () => File.ReadAllBytes(picture.File));
        bool isPng = bytes[0] == 0x89;
        string type = isPng ? "image/png" : "image/jpeg";
        return Tag.Of(
            isPng && BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)) <= Tiny ? "img.tiny" : "img",
            Attribute("src", $"data:{type};base64,{Convert.ToBase64String(bytes)}"),
            Attribute("alt", $"The picture {picture.Name}"));
    }
}
