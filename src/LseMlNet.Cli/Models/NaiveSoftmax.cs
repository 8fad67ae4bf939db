namespace LseMlNet.Cli.Models;

/// <summary>
/// Softmax as it is often written: the formula, word for word. In float, exp(x) is infinite from x = 88.73 on, and infinity divided by
/// infinity is NaN. Here only to be compared with.
/// </summary>
internal static class NaiveSoftmax
{
    public static float[] Compute(float[] logits)
    {
        float[] exponentials = Array.ConvertAll(logits, MathF.Exp);
        float sum = exponentials.Sum();
        return Array.ConvertAll(exponentials, exponential => exponential / sum);
    }
}
