using LseMlNet.Numerics;

namespace LseMlNet.Benchmarks.Peers;

/// <summary>The kernels of LseMlNet.Numerics.</summary>
public sealed class OursPeer<T>(Operation operation, T[] logits, int rowLength, T[] results, int threads = 1) : IPeer
{
    public string Name => "ours";

    public void Run(int times)
    {
        if (logits is float[] singles && results is float[] singleResults)
        {
            Run(times, singles, singleResults);
        }
        else if (logits is double[] doubles && results is double[] doubleResults)
        {
            Run(times, doubles, doubleResults);
        }
    }

    public void Dispose()
    {
    }

    private void Run(int times, float[] x, float[] y)
    {
        bool one = x.Length == rowLength && threads == 1;
        for (int i = 0; i < times; i++)
        {
            switch (operation)
            {
                case Operation.Softmax when one:
                    Logits.Softmax(x, y);
                    break;
                case Operation.Softmax:
                    Logits.Softmax(x, rowLength, y, threads);
                    break;
                case Operation.LogSoftmax when one:
                    Logits.LogSoftmax(x, y);
                    break;
                case Operation.LogSoftmax:
                    Logits.LogSoftmax(x, rowLength, y, threads);
                    break;
                case Operation.LogSumExp when one:
                    y[0] = Logits.LogSumExp(x);
                    break;
                default:
                    Logits.LogSumExp(x, rowLength, y, threads);
                    break;
            }
        }
    }

    private void Run(int times, double[] x, double[] y)
    {
        bool one = x.Length == rowLength && threads == 1;
        for (int i = 0; i < times; i++)
        {
            switch (operation)
            {
                case Operation.Softmax when one:
                    Logits.Softmax(x, y);
                    break;
                case Operation.Softmax:
                    Logits.Softmax(x, rowLength, y, threads);
                    break;
                case Operation.LogSoftmax when one:
                    Logits.LogSoftmax(x, y);
                    break;
                case Operation.LogSoftmax:
                    Logits.LogSoftmax(x, rowLength, y, threads);
                    break;
                case Operation.LogSumExp when one:
                    y[0] = Logits.LogSumExp(x);
                    break;
                default:
                    Logits.LogSumExp(x, rowLength, y, threads);
                    break;
            }
        }
    }
}
