using System.Numerics;
using System.Numerics.Tensors;

namespace LseMlNet.Benchmarks.Peers;

/// <summary>
/// TensorPrimitives of System.Numerics.Tensors, composed for a stable result: max, subtract, exp, sum, then divide, or log and subtract.
/// </summary>
internal sealed class ComposedPeer<T>(Problem<T> problem) : IPeer
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _scratch = new T[problem.Shape.ClassCount];

    public string Name => "TP composed";

    public static bool Supports(Problem<T> problem) =>
        problem.Shape.HasContiguousRows && problem.Operation is not (Operation.Margin or Operation.TopK);

    public void Run(int times)
    {
        int classes = problem.Shape.ClassCount;
        for (int i = 0; i < times; i++)
        {
            for (int row = 0; row < problem.Shape.Rows; row++)
            {
                Row(problem.Logits.AsSpan(row * classes, classes), row);
            }
        }
    }

    public void Dispose()
    {
    }

    private void Row(ReadOnlySpan<T> x, int row)
    {
        if (problem.Operation == Operation.ArgMax)
        {
            problem.Indices[row] = TensorPrimitives.IndexOfMax(x);
            return;
        }

        T maximum = TensorPrimitives.Max(x);
        Span<T> y = problem.Reduces ? _scratch : problem.Results.AsSpan(row * x.Length, x.Length);
        Span<T> powers = problem.Operation == Operation.LogSoftmax ? _scratch : y;
        TensorPrimitives.Subtract(x, maximum, powers);
        TensorPrimitives.Exp(powers, powers);
        T sum = TensorPrimitives.Sum<T>(powers);
        switch (problem.Operation)
        {
            case Operation.Softmax:
                TensorPrimitives.Divide(powers, sum, y);
                break;
            case Operation.LogSoftmax:
                TensorPrimitives.Subtract(x, maximum + T.Log(sum), y);
                break;
            case Operation.LogSumExp:
                problem.Results[row] = maximum + T.Log(sum);
                break;
            case Operation.CrossEntropy:
                problem.Results[row] = maximum + T.Log(sum) - x[problem.Labels[row]];
                break;
            default:
                problem.Results[row] = maximum + T.Log(sum) - TensorPrimitives.Dot(x, powers) / sum;
                break;
        }
    }
}
