namespace LseMlNet.Cli.Serve;

/// <summary>The pictures of a request.</summary>
/// <param name="Pictures">The content of each file; at least one.</param>
/// <param name="IsList">Whether the client sent a list, and gets one.</param>
internal sealed record Upload(IReadOnlyList<byte[]> Pictures, bool IsList);
