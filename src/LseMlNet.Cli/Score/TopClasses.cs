using System.Numerics;

namespace LseMlNet.Cli.Score;

/// <summary>Finds the most probable classes.</summary>
/// <param name="axes">Where the classes are.</param>
/// <param name="count">How many of them.</param>
/// <param name="kernels">The functions of logits.</param>
/// <param name="temperature">What the logits are divided by.</param>
internal sealed class TopClasses<T>(ClassAxes axes, int count, ScoreKernels<T> kernels, double temperature)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] _indices = new int[count];
    private readonly T[] _row = new T[axes.ClassCount];
    private T[] _probabilities = [];
    private int[] _labels = [];

    public void Labels(ReadOnlySpan<T> logits, Span<long> labels)
    {
        _labels = RowBlock<T>.Room(_labels, labels.Length);
        kernels.ArgMax(logits, axes.ClassCount, axes.InnerLength, _labels.AsSpan(0, labels.Length), 1);
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = _labels[i];
        }
    }

    /// <summary>Finds the classes of each position and their probabilities. They take the place of the classes in the row.</summary>
    public void Find(ReadOnlySpan<T> logits, Span<long> labels, Span<T> probabilities)
    {
        _probabilities = RowBlock<T>.Room(_probabilities, logits.Length);
        Span<T> all = _probabilities.AsSpan(0, logits.Length);
        kernels.Softmax(logits, axes.ClassCount, axes.InnerLength, all, temperature, 1);
        int inner = axes.InnerLength;
        for (int start = 0, target = 0; start < logits.Length; start += axes.ClassCount * inner, target += count * inner)
        {
            for (int position = 0; position < inner; position++)
            {
                for (int i = 0; i < _row.Length; i++)
                {
                    _row[i] = logits[start + position + (i * inner)];
                }

                kernels.TopK(_row, _indices);
                for (int i = 0; i < count; i++)
                {
                    labels[target + position + (i * inner)] = _indices[i];
                    probabilities[target + position + (i * inner)] = all[start + position + (_indices[i] * inner)];
                }
            }
        }
    }
}
