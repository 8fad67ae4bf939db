using LseMlNet.Numerics;

namespace QuickStart;

/// <summary>Two examples from the literature on log-sum-exp, and an identity.</summary>
internal static class LiteratureRows
{
    public static void Run()
    {
        Console.WriteLine("rows of the log-sum-exp literature");
        Show("x", [11, 12, -1000, 5, 10, 0.001]);
        Show("y", [-1000, 1000, -1000, 5, 10, 0.001]);

        var two = new double[2];
        Logits.Softmax([0.5, 2], two);
        double sigmoid = 1 / (1 + Math.Exp(-(2 - 0.5)));
        Console.WriteLine("two classes: softmax is the sigmoid of the difference of their logits");
        Console.WriteLine($"  softmax {two[1]:0.##############}");
        Console.WriteLine($"  sigmoid {sigmoid:0.##############}");
    }

    private static void Show(string name, double[] logits)
    {
        var probabilities = new double[logits.Length];
        Logits.Softmax(logits, probabilities);
        double naive = Math.Log(logits.Sum(Math.Exp));

        Console.WriteLine($"  {name} = {Text.Row(logits)}");
        Console.WriteLine($"    log-sum-exp  naive {Text.Number(naive)}, stable {Text.Number(Logits.LogSumExp(logits))}");
        Console.WriteLine($"    softmax      {Text.Row(probabilities)}");
    }
}
