namespace LseMlNet.Cli.Classify;

/// <summary>What has become of a picture, or of an argument that stands for none: a classification, or the reason why there is none.</summary>
/// <param name="Name">What the user knows it by.</param>
/// <param name="Picture">The picture, where there is one.</param>
/// <param name="Classification">What the classifier says.</param>
/// <param name="Error">Why it cannot be used.</param>
internal sealed record Outcome(string Name, Picture? Picture, Classification? Classification, string? Error);
