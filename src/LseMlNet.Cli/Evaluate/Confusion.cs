namespace LseMlNet.Cli.Evaluate;

/// <summary>The rows of one class that were mistaken for another class.</summary>
internal sealed record Confusion(string Label, string TakenFor, long Count)
{
    /// <summary>The most frequent mistakes.</summary>
    public static IReadOnlyList<Confusion> MostFrequent(ConfusionMatrix matrix, int count)
    {
        IReadOnlyList<string> names = matrix.ClassNames;
        var confusions =
            from cell in matrix.Cells
            where cell.Actual != cell.Predicted
            orderby cell.Count descending, names[cell.Actual], names[cell.Predicted]
            select new Confusion(names[cell.Actual], names[cell.Predicted], cell.Count);
        return [.. confusions.Take(count)];
    }
}
