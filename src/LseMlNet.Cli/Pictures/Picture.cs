namespace LseMlNet.Cli.Pictures;

/// <summary>A picture to classify.</summary>
/// <param name="File">The full path.</param>
/// <param name="Name">What the user knows it by.</param>
internal sealed record Picture(string File, string Name);
