namespace LseMlNet.Cli.Output;

/// <summary>Finds the canonical path of a file, whose path can be written in many ways.</summary>
internal static class RealPath
{
    // Linux follows at most this many links.
    private const int MostLinks = 40;

    private static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Whether two paths lead to the same file, through links in any part of them.</summary>
    public static bool IsSame(string one, string other) => string.Equals(Of(one), Of(other), Comparison);

    /// <summary>The absolute path, without links; the last parts need not exist.</summary>
    public static string Of(string path)
    {
        string rest = Path.GetFullPath(path);
        string real = Path.GetPathRoot(rest)!;
        rest = rest[real.Length..];
        for (int links = 0; rest.Length > 0;)
        {
            int end = rest.IndexOf(Path.DirectorySeparatorChar, StringComparison.Ordinal);
            string name = end < 0 ? rest : rest[..end];
            string next = Path.Combine(real, name);
            rest = end < 0 ? "" : rest[(end + 1)..];
            if (new FileInfo(next).LinkTarget is { } target && links++ < MostLinks)
            {
                // The target is relative to the folder of the link, and may itself lead through links.
                rest = Path.Combine(Path.GetFullPath(target, real), rest);
                real = Path.GetPathRoot(rest)!;
                rest = rest[real.Length..];
            }
            else
            {
                real = next;
            }
        }
        return real;
    }
}
