namespace LseMlNet.Cli.Options;

/// <summary>Finds the word that a misspelled word probably stands for.</summary>
internal static class Misspelling
{
    // With more wrong letters, almost any word resembles another one.
    private const int MostWrongLetters = 2;

    /// <summary>
    /// Returns the word that differs in the fewest letters; null if each differs in more than two, or in more than a third of its letters.
    /// </summary>
    public static string? Of(string text, IEnumerable<string> words) =>
        (from word in words
         let distance = Distance(text, word)
         where distance <= Math.Min(MostWrongLetters, word.Length / 3)
         orderby distance
         select word).FirstOrDefault();

    // Counts the letters to insert, remove or change (Levenshtein), row by row of the usual table.
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 0; i < from.Length; i++)
        {
            int diagonal = row[0]++;
            for (int j = 0; j < to.Length; j++)
            {
                int change = diagonal + (from[i] == to[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(change, Math.Min(row[j], row[j + 1]) + 1);
            }
        }
        return row[^1];
    }
}
