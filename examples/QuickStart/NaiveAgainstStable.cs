using LseMlNet.Numerics;

namespace QuickStart;

/// <summary>What exp(x) / Σ exp(x) returns for large logits.</summary>
internal static class NaiveAgainstStable
{
    public static void Run()
    {
        double[] logits = [1000, 1001, 1002];

        double sum = logits.Sum(Math.Exp);                             // e^1000 overflows: ∞
        double[] naive = [.. logits.Select(x => Math.Exp(x) / sum)];   // ∞ / ∞

        var stable = new double[logits.Length];
        Logits.Softmax(logits, stable);

        Console.WriteLine("softmax of [1000, 1001, 1002]");
        Console.WriteLine($"  naive   {Text.Row(naive)}");
        Console.WriteLine($"  stable  {Text.Row(stable)}");
    }
}
