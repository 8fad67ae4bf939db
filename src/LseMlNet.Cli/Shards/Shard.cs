using System.Globalization;

namespace LseMlNet.Cli.Shards;

/// <summary>
/// One of n parts of the work, which several processes or machines share. The parts are contiguous, in order, and as equal as possible.
/// Together they are the whole, whatever n is. If there are more parts than items, some parts are empty.
/// </summary>
/// <param name="Number">The number of this part, from 1 to <paramref name="Count"/>.</param>
/// <param name="Count">The number of parts.</param>
internal sealed record Shard(int Number, int Count)
{
    /// <summary>The only part.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Reads "3/8"; null for anything else.</summary>
    public static Shard? Parse(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2 && TryNumber(parts[0], out int number) && TryNumber(parts[1], out int count) && number <= count
            ? new Shard(number, count)
            : null;
    }

    /// <summary>Returns this part of a number of items, counted from 0; End is the first item after it.</summary>
    public (long Start, long End) RangeOf(long items) => RowPartition.Of(items, Number - 1, Count);

    /// <summary>Returns this part of a list.</summary>
    public IReadOnlyList<T> Of<T>(IReadOnlyList<T> items)
    {
        (long start, long end) = RangeOf(items.Count);
        return [.. items.Skip((int)start).Take((int)(end - start))];
    }

    /// <summary>
    /// The file of this part: shard 3/16 of "answers.csv" is "answers-03-of-16.csv". In the order of their names, the files form the whole.
    /// </summary>
    public string FileFor(string path)
    {
        string count = Count.ToString(CultureInfo.InvariantCulture);
        string number = Number.ToString(CultureInfo.InvariantCulture).PadLeft(count.Length, '0');
        string name = $"{Path.GetFileNameWithoutExtension(path)}-{number}-of-{count}{Path.GetExtension(path)}";
        return Path.Combine(Path.GetDirectoryName(path) ?? "", name);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
