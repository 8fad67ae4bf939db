namespace LseMlNet.Cli.Models;

/// <summary>
/// Softmax as it is often written, straight from the formula. In float, exp(x) is infinite for x above 88.73, and infinity divided by
/// infinity is NaN. It serves only for comparison.
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
