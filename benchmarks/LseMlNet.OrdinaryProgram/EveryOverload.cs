using LseMlNet.Numerics;

namespace LseMlNet.OrdinaryProgram;

/// <summary>
/// Calls every overload of every operation, with rows and tensors of many sizes, so that the runtime compiles all of them.
/// </summary>
internal static class EveryOverload
{
    private const double Temperature = 2.5;

    private static readonly int[] Lengths = [1, 2, 3, 5, 8, 10, 16, 17, 31, 33, 64, 100, 257, 1_000, 5_000, 20_000];

    public static void Call()
    {
        foreach (int length in Lengths)
        {
            Call(new Data<float>(length).Logits);
            Call(new Data<double>(length).Logits);
            foreach (int inner in (int[])[1, 3, 40])
            {
                if (length * inner <= 4_000)
                {
                    CallTensor(new Data<float>(2 * length * inner).Logits, length, inner);
                    CallTensor(new Data<double>(2 * length * inner).Logits, length, inner);
                }
            }
        }
    }

    private static void Call(float[] x)
    {
        float[] y = new float[x.Length];
        int[] indices = new int[Math.Min(5, x.Length)];
        LabelledRow.Of<float>(x, 0);
        LabelledLoss.Of<float>(x, 0, Temperature);
        Logits.Softmax(x, y);
        Logits.LogSoftmax(x, y);
        Logits.LogSumExp(x);
        Logits.CrossEntropy(x, 0);
        Logits.Entropy(x);
        Logits.Margin(x);
        Logits.ArgMax(x);
        Logits.TopK(x, indices);
        Logits.SoftmaxRepeatingLast(x, 2, y);
        Logits.ApplyTemperature(x, Temperature, y);
        Logits.FromProbabilities(x, y);
        Logits.Sigmoid(x, y, Temperature);
        Logits.LogSigmoid(x, y, Temperature);
        Logits.Softmax(x, y, Temperature);
        Logits.LogSoftmax(x, y, Temperature);
        Logits.LogSumExp(x, Temperature);
        Logits.CrossEntropy(x, 0, Temperature);
        Logits.Entropy(x, Temperature);
        Logits.Margin(x, Temperature);
    }

    private static void CallTensor(float[] x, int classes, int inner)
    {
        float[] y = new float[x.Length];
        int[] labels = new int[x.Length / classes];
        Logits.Softmax(x, classes, y);
        Logits.LogSoftmax(x, classes, y);
        Logits.LogSumExp(x, classes, y);
        Logits.CrossEntropy(x, classes, labels, y);
        foreach (double temperature in (double[])[1, Temperature])
        {
            Logits.Softmax(x, classes, inner, y, temperature);
            Logits.LogSoftmax(x, classes, inner, y, temperature);
            Logits.LogSumExp(x, classes, inner, y, temperature);
            Logits.CrossEntropy(x, classes, inner, labels, y, temperature);
            Logits.Entropy(x, classes, inner, y, temperature);
            Logits.Margin(x, classes, inner, y, temperature);
            Logits.ArgMax(x, classes, inner, labels);
        }
    }

    private static void Call(double[] x)
    {
        double[] y = new double[x.Length];
        int[] indices = new int[Math.Min(5, x.Length)];
        LabelledRow.Of<double>(x, 0);
        LabelledLoss.Of<double>(x, 0, Temperature);
        Logits.Softmax(x, y);
        Logits.LogSoftmax(x, y);
        Logits.LogSumExp(x);
        Logits.CrossEntropy(x, 0);
        Logits.Entropy(x);
        Logits.Margin(x);
        Logits.ArgMax(x);
        Logits.TopK(x, indices);
        Logits.SoftmaxRepeatingLast(x, 2, y);
        Logits.ApplyTemperature(x, Temperature, y);
        Logits.FromProbabilities(x, y);
        Logits.Sigmoid(x, y, Temperature);
        Logits.LogSigmoid(x, y, Temperature);
        Logits.Softmax(x, y, Temperature);
        Logits.LogSoftmax(x, y, Temperature);
        Logits.LogSumExp(x, Temperature);
        Logits.CrossEntropy(x, 0, Temperature);
        Logits.Entropy(x, Temperature);
        Logits.Margin(x, Temperature);
    }

    private static void CallTensor(double[] x, int classes, int inner)
    {
        double[] y = new double[x.Length];
        int[] labels = new int[x.Length / classes];
        Logits.Softmax(x, classes, y);
        Logits.LogSoftmax(x, classes, y);
        Logits.LogSumExp(x, classes, y);
        Logits.CrossEntropy(x, classes, labels, y);
        foreach (double temperature in (double[])[1, Temperature])
        {
            Logits.Softmax(x, classes, inner, y, temperature);
            Logits.LogSoftmax(x, classes, inner, y, temperature);
            Logits.LogSumExp(x, classes, inner, y, temperature);
            Logits.CrossEntropy(x, classes, inner, labels, y, temperature);
            Logits.Entropy(x, classes, inner, y, temperature);
            Logits.Margin(x, classes, inner, y, temperature);
            Logits.ArgMax(x, classes, inner, labels);
        }
    }
}
