namespace LseMlNet.Cli.Merge;

/// <summary>Reads the parts of a job, which must be complete.</summary>
internal static class Parts
{
    private const int MostListed = 20;

    /// <summary>All parts, in the order of their shards.</summary>
    /// <param name="paths">The files, in any order.</param>
    /// <exception cref="UnusableInputException">
    /// A file is not a part, two are the same shard, one is of another job, or shards are missing; the message names them.
    /// </exception>
    public static IReadOnlyList<Part> Read(IReadOnlyList<string> paths)
    {
        Part first = Part.Read(paths[0]);
        var parts = new SortedDictionary<int, Part> { [first.Shard.Number] = first };
        foreach (string path in paths.Skip(1))
        {
            var part = Part.Read(path);
            if (WhatDiffers(part, first) is { } difference)
            {
                throw new UnusableInputException($"part '{path}' is of another job than '{first.Path}': {difference}; leave it out, or run its shard again");
            }

            if (!parts.TryAdd(part.Shard.Number, part))
            {
                throw new UnusableInputException($"parts '{parts[part.Shard.Number].Path}' and '{path}' are both shard {part.Shard}; remove one of them");
            }
        }

        Shard[] missing = [.. Enumerable.Range(1, first.Shard.Count).Where(number => !parts.ContainsKey(number)).Select(number => first.Shard with { Number = number })];
        return missing.Length == 0
            ? [.. parts.Values]
            : throw new UnusableInputException(
                $"{missing.Length} of {first.Shard.Count} shards {(missing.Length == 1 ? "is" : "are")} missing: {string.Join(", ", missing.Take(MostListed).Select(shard => shard.ToString()))}" +
                $"{(missing.Length > MostListed ? ", …" : "")}; run the command again for each, as in {ShardOptions.Name} {missing[0]}, then merge all parts");
    }

    private static string? WhatDiffers(Part part, Part first)
    {
        if (part.Kind != first.Kind)
        {
            return $"it is a part of {part.Kind}, not of {first.Kind}";
        }

        if (part.Shard.Count != first.Shard.Count)
        {
            return $"it is shard {part.Shard}, not one of {first.Shard.Count}";
        }

        return first.Job.Keys.Union(part.Job.Keys).Order(StringComparer.Ordinal)
            .Where(name => part.Job.GetValueOrDefault(name) != first.Job.GetValueOrDefault(name))
            .Select(name => $"its {name} is '{part.Job.GetValueOrDefault(name)}', not '{first.Job.GetValueOrDefault(name)}'")
            .FirstOrDefault();
    }
}
