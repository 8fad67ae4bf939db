using System.Numerics;
using LseMlNet.Numerics;

namespace LseMlNet.Benchmarks.Peers;

/// <summary>The kernels of LseMlNet.Numerics, called through the simplest overload that computes the problem.</summary>
internal sealed class OursPeer<T>(Problem<T> problem, int threads = 1) : IPeer
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action _call =
        problem is Problem<float> singles ? Single(singles, threads) : Double((Problem<double>)(object)problem, threads);

    public string Name => "ours";

    public static bool Supports(Operation operation, Shape shape) => shape.IsOneRow || operation != Operation.TopK;

    public void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _call();
        }
    }

    public void Dispose()
    {
    }

    private static Action Single(Problem<float> problem, int threads)
    {
        (float[] x, float[] y, int[] labels, int[] indices) = (problem.Logits, problem.Results, problem.Labels, problem.Indices);
        (int c, int n, double t) = (problem.Shape.ClassCount, problem.Shape.InnerLength, problem.Temperature);
        bool one = problem.Shape.IsOneRow && threads == 1;
        bool plain = t == 1;
        return problem.Operation switch
        {
            Operation.Softmax => one
                ? plain ? () => Logits.Softmax(x, y) : () => Logits.Softmax(x, y, t)
                : plain && n == 1 ? () => Logits.Softmax(x, c, y, threads) : () => Logits.Softmax(x, c, n, y, t, threads),
            Operation.LogSoftmax => one
                ? plain ? () => Logits.LogSoftmax(x, y) : () => Logits.LogSoftmax(x, y, t)
                : plain && n == 1 ? () => Logits.LogSoftmax(x, c, y, threads) : () => Logits.LogSoftmax(x, c, n, y, t, threads),
            Operation.LogSumExp => one
                ? plain ? () => y[0] = Logits.LogSumExp(x) : () => y[0] = Logits.LogSumExp(x, t)
                : plain && n == 1 ? () => Logits.LogSumExp(x, c, y, threads) : () => Logits.LogSumExp(x, c, n, y, t, threads),
            Operation.CrossEntropy => one
                ? plain ? () => y[0] = Logits.CrossEntropy(x, labels[0]) : () => y[0] = Logits.CrossEntropy(x, labels[0], t)
                : plain && n == 1
                    ? () => Logits.CrossEntropy(x, c, labels, y, threads)
                    : () => Logits.CrossEntropy(x, c, n, labels, y, t, threads),
            Operation.Entropy => one
                ? plain ? () => y[0] = Logits.Entropy(x) : () => y[0] = Logits.Entropy(x, t)
                : () => Logits.Entropy(x, c, n, y, t, threads),
            Operation.Margin => one
                ? plain ? () => y[0] = Logits.Margin(x) : () => y[0] = Logits.Margin(x, t)
                : () => Logits.Margin(x, c, n, y, t, threads),
            Operation.ArgMax => one ? () => indices[0] = Logits.ArgMax(x) : () => Logits.ArgMax(x, c, n, indices, threads),
            _ => () => Logits.TopK(x, indices),
        };
    }

    private static Action Double(Problem<double> problem, int threads)
    {
        (double[] x, double[] y, int[] labels, int[] indices) = (problem.Logits, problem.Results, problem.Labels, problem.Indices);
        (int c, int n, double t) = (problem.Shape.ClassCount, problem.Shape.InnerLength, problem.Temperature);
        bool one = problem.Shape.IsOneRow && threads == 1;
        bool plain = t == 1;
        return problem.Operation switch
        {
            Operation.Softmax => one
                ? plain ? () => Logits.Softmax(x, y) : () => Logits.Softmax(x, y, t)
                : plain && n == 1 ? () => Logits.Softmax(x, c, y, threads) : () => Logits.Softmax(x, c, n, y, t, threads),
            Operation.LogSoftmax => one
                ? plain ? () => Logits.LogSoftmax(x, y) : () => Logits.LogSoftmax(x, y, t)
                : plain && n == 1 ? () => Logits.LogSoftmax(x, c, y, threads) : () => Logits.LogSoftmax(x, c, n, y, t, threads),
            Operation.LogSumExp => one
                ? plain ? () => y[0] = Logits.LogSumExp(x) : () => y[0] = Logits.LogSumExp(x, t)
                : plain && n == 1 ? () => Logits.LogSumExp(x, c, y, threads) : () => Logits.LogSumExp(x, c, n, y, t, threads),
            Operation.CrossEntropy => one
                ? plain ? () => y[0] = Logits.CrossEntropy(x, labels[0]) : () => y[0] = Logits.CrossEntropy(x, labels[0], t)
                : plain && n == 1
                    ? () => Logits.CrossEntropy(x, c, labels, y, threads)
                    : () => Logits.CrossEntropy(x, c, n, labels, y, t, threads),
            Operation.Entropy => one
                ? plain ? () => y[0] = Logits.Entropy(x) : () => y[0] = Logits.Entropy(x, t)
                : () => Logits.Entropy(x, c, n, y, t, threads),
            Operation.Margin => one
                ? plain ? () => y[0] = Logits.Margin(x) : () => y[0] = Logits.Margin(x, t)
                : () => Logits.Margin(x, c, n, y, t, threads),
            Operation.ArgMax => one ? () => indices[0] = Logits.ArgMax(x) : () => Logits.ArgMax(x, c, n, indices, threads),
            _ => () => Logits.TopK(x, indices),
        };
    }
}
