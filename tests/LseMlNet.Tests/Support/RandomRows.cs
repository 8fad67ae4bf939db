namespace LseMlNet.Tests.Support;

/// <summary>Random rows of logits from a seed, ordinary and extreme; about a third of the elements are 0.</summary>
internal static class RandomRows
{
    public static double[][] Create(int rows, int length, int seed)
    {
        var random = new Random(seed);
        double[] magnitudes = [1e-38, 1, 10, 89, 710, 1e4, 1e30];
        return [.. Enumerable.Range(0, rows).Select(_ =>
        {
            double magnitude = magnitudes[random.Next(magnitudes.Length)];
            return Enumerable.Range(0, length).Select(_ => random.Next(3) == 0 ? 0 : (2 * random.NextDouble() - 1) * magnitude).ToArray();
        })];
    }

    public static float[][] CreateSingle(int rows, int length, int seed) =>
        Array.ConvertAll(Create(rows, length, seed), row => Array.ConvertAll(row, x => (float)x));
}
