namespace LseMlNet.Cli.Classify;

/// <summary>
/// The result for a picture, or for an argument that names no picture: a classification, or the reason why there is none.
/// </summary>
/// <param name="Name">What the user calls it.</param>
/// <param name="Picture">The picture, if there is one.</param>
/// <param name="Classification">The answer, if there is one.</param>
/// <param name="Error">If there is no answer, the reason.</param>
internal sealed record Outcome(string Name, Picture? Picture, Classification? Classification, string? Error);
