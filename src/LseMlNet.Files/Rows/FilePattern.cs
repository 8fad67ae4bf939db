using System.IO.Enumeration;

namespace LseMlNet.Files.Rows;

/// <summary>Expands patterns of file names, for systems whose shell does not.</summary>
internal static class FilePattern
{
    /// <summary>
    /// Returns the files that a path or a pattern names, in the order of their names; * and ? stand for characters of a file's name.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IReadOnlyList<string> Expand(string pattern)
    {
        string name = Path.GetFileName(pattern);
        if (File.Exists(pattern) || !name.AsSpan().ContainsAny('*', '?'))
        {
            return File.Exists(pattern) ? [pattern] : throw new FileNotFoundException($"{pattern}: there is no such file", pattern);
        }

        string folder = Path.GetDirectoryName(pattern) is { Length: > 0 } given ? given : ".";
        string[] files = !Directory.Exists(folder) ? [] :
        [
            .. Directory.EnumerateFiles(folder)
                .Where(file => FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(file)))
                .Select(file => folder == "." ? Path.GetFileName(file) : file)
                .Order(StringComparer.Ordinal),
        ];
        return files.Length > 0 ? files : throw new FileNotFoundException($"{pattern}: no file has such a name", pattern);
    }
}
