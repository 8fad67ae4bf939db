namespace LseMlNet.Images;

/// <summary>Why a picture cannot be read.</summary>
internal enum ImageFault
{
    /// <summary>The bytes are not a picture, or are in a format that cannot be decoded.</summary>
    NotAPicture,

    /// <summary>The picture is damaged or incomplete.</summary>
    Damaged,

    /// <summary>The picture has too many pixels, or its file too many bytes.</summary>
    TooLarge,

    /// <summary>The file cannot be read.</summary>
    NoFile,
}
