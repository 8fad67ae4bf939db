namespace LseMlNet.Cli.Pictures;

/// <summary>A picture cannot be used. The message names the picture, and states what was found and how to fix it.</summary>
internal sealed class RefusedPictureException(ImageFault fault, string message, Exception? cause = null)
    : UnusableInputException(message, cause)
{
    public ImageFault Fault => fault;

    public static RefusedPictureException From(UnreadableImageException e, string name) => new(
        e.Fault, $"{name}: {e.Message}{(e.Fault == ImageFault.TooLarge ? $", or raise {LimitOptions.MaxPixelsName}" : "")}", e);
}
