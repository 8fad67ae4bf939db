namespace LseMlNet.Cli.Classify;

/// <summary>
/// The result for a picture, or for an argument that names no picture: a classification, or the reason for its absence.
/// </summary>
/// <param name="Name">The name that the user gave.</param>
/// <param name="Picture">The picture, if there is one.</param>
/// <param name="Classification">The answer, if there is one.</param>
/// <param name="Error">The reason, if there is no answer.</param>
internal sealed record Outcome(string Name, Picture? Picture, Classification? Classification, string? Error);
