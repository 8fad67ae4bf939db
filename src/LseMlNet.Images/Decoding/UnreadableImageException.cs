namespace LseMlNet.Images;

/// <summary>A picture cannot be read. The message continues a sentence that names the picture: what it is, what was expected, the fix.</summary>
internal sealed class UnreadableImageException(ImageFault fault, string message, Exception? cause = null) : Exception(message, cause)
{
    public ImageFault Fault => fault;
}
