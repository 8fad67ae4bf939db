namespace LseMlNet.Benchmarks.Ratios;

/// <summary>Prints tables in Markdown, row by row.</summary>
internal static class Table
{
    public static void Begin(string title, params IEnumerable<string> columns)
    {
        string[] all = [title, .. columns];
        Console.WriteLine();
        Console.WriteLine($"| {string.Join(" | ", all)} |");
        Console.WriteLine($"|{string.Concat(all.Select(_ => "---|"))}");
    }

    public static void Row(string name, params IEnumerable<string> cells) => Console.WriteLine($"| {name} | {string.Join(" | ", cells)} |");
}
