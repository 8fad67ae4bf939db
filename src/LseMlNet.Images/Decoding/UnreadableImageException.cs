namespace LseMlNet.Images;

/// <summary>
/// A picture cannot be read. The message continues a sentence that names the picture: it states what was
/// found, what was expected, and how to fix it.
/// </summary>
internal sealed class UnreadableImageException(ImageFault fault, string message, Exception? cause = null) : Exception(message, cause)
{
    public ImageFault Fault => fault;
}
