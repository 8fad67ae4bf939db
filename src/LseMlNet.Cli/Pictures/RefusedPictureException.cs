namespace LseMlNet.Cli.Pictures;

/// <summary>A picture that cannot be used; the message names it, and says what was found and how to fix it.</summary>
internal sealed class RefusedPictureException(PictureFault fault, string message) : UnusableInputException(message)
{
    public PictureFault Fault => fault;
}

/// <summary>Why a picture was refused.</summary>
internal enum PictureFault
{
    /// <summary>The bytes are not a picture, or are in a format that cannot be decoded.</summary>
    NotAPicture,

    /// <summary>The picture is damaged, incomplete or of an unusable shape.</summary>
    Damaged,

    /// <summary>The picture has too many pixels.</summary>
    TooLarge,
}
