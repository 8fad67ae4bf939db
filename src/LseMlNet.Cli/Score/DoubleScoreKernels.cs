using LseMlNet.Numerics;

namespace LseMlNet.Cli.Score;

/// <inheritdoc/>
internal sealed class DoubleScoreKernels : IScoreKernels<double>
{
    public void Compute(ScoreOutput output, ReadOnlySpan<double> logits, int classCount, int innerLength, Span<double> results, double temperature)
    {
        switch (output)
        {
            case ScoreOutput.Softmax:
                Logits.Softmax(logits, classCount, innerLength, results, temperature);
                break;
            case ScoreOutput.LogSoftmax:
                Logits.LogSoftmax(logits, classCount, innerLength, results, temperature);
                break;
            case ScoreOutput.LogSumExp:
                Logits.LogSumExp(logits, classCount, innerLength, results, temperature);
                break;
            case ScoreOutput.Entropy:
                Logits.Entropy(logits, classCount, innerLength, results, temperature);
                break;
            case ScoreOutput.Margin:
                Logits.Margin(logits, classCount, innerLength, results, temperature);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(output), output, null);
        }
    }

    public void ArgMax(ReadOnlySpan<double> logits, int classCount, int innerLength, Span<int> results) => Logits.ArgMax(logits, classCount, innerLength, results);

    public void TopK(ReadOnlySpan<double> logits, Span<int> indices) => Logits.TopK(logits, indices);
}
