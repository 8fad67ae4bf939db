using System.Numerics;
using System.Runtime.InteropServices;
using LseMlNet.OrdinaryProgram;

namespace LseMlNet.Benchmarks.Peers;

/// <summary>The code that people usually copy, row by row. Classes that are not contiguous are first copied into a row.</summary>
internal sealed class NaivePeer<T>(Problem<T> problem) : IPeer
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _row = new T[problem.Shape.ClassCount];

    public string Name => "naive C#";

    public void Run(int times)
    {
        (int classes, int inner) = (problem.Shape.ClassCount, problem.Shape.InnerLength);
        for (int i = 0; i < times; i++)
        {
            for (int row = 0; row < problem.Shape.Rows; row++)
            {
                if (inner == 1)
                {
                    Span<T> results = problem.Reduces ? problem.Results.AsSpan(row, 1) : problem.Results.AsSpan(row * classes, classes);
                    Row(problem.Logits.AsSpan(row * classes, classes), results, row);
                }
                else
                {
                    Strided(row, row / inner * classes * inner + row % inner, inner);
                }
            }
        }
    }

    public void Dispose()
    {
    }

    private void Strided(int row, int start, int stride)
    {
        for (int c = 0; c < _row.Length; c++)
        {
            _row[c] = problem.Logits[start + c * stride];
        }

        Row(_row, problem.Reduces ? problem.Results.AsSpan(row, 1) : _row, row);
        for (int c = 0; !problem.Reduces && c < _row.Length; c++)
        {
            problem.Results[start + c * stride] = _row[c];
        }
    }

    private void Row(ReadOnlySpan<T> x, Span<T> y, int row)
    {
        if (typeof(T) == typeof(float))
        {
            Row(MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(y), row);
        }
        else
        {
            Row(MemoryMarshal.Cast<T, double>(x), MemoryMarshal.Cast<T, double>(y), row);
        }
    }

    private void Row(ReadOnlySpan<float> x, Span<float> y, int row)
    {
        switch (problem.Operation)
        {
            case Operation.Softmax:
                NaiveSingle.Softmax(x, y);
                break;
            case Operation.LogSoftmax:
                NaiveSingle.LogSoftmax(x, y);
                break;
            case Operation.LogSumExp:
                y[0] = NaiveSingle.LogSumExp(x);
                break;
            case Operation.CrossEntropy:
                y[0] = NaiveSingle.LogSumExp(x) - x[problem.Labels[row]];
                break;
            case Operation.Entropy:
                y[0] = NaiveSingle.Entropy(x);
                break;
            case Operation.Margin:
                y[0] = NaiveSingle.Margin(x);
                break;
            case Operation.ArgMax:
                problem.Indices[row] = NaiveSingle.ArgMax(x);
                break;
            default:
                NaiveSingle.TopK(x, problem.Indices);
                break;
        }
    }

    private void Row(ReadOnlySpan<double> x, Span<double> y, int row)
    {
        switch (problem.Operation)
        {
            case Operation.Softmax:
                NaiveDouble.Softmax(x, y);
                break;
            case Operation.LogSoftmax:
                NaiveDouble.LogSoftmax(x, y);
                break;
            case Operation.LogSumExp:
                y[0] = NaiveDouble.LogSumExp(x);
                break;
            case Operation.CrossEntropy:
                y[0] = NaiveDouble.LogSumExp(x) - x[problem.Labels[row]];
                break;
            case Operation.Entropy:
                y[0] = NaiveDouble.Entropy(x);
                break;
            case Operation.Margin:
                y[0] = NaiveDouble.Margin(x);
                break;
            case Operation.ArgMax:
                problem.Indices[row] = NaiveDouble.ArgMax(x);
                break;
            default:
                NaiveDouble.TopK(x, problem.Indices);
                break;
        }
    }
}
