namespace LseMlNet.Cli.Options;

/// <summary>How large a picture may be.</summary>
/// <param name="MaxPixels">The largest number of pixels, which the header states.</param>
/// <param name="MaxBytes">The largest size of a picture's file.</param>
internal sealed record Limits(int MaxPixels, int MaxBytes);
