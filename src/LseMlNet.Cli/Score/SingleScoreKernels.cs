using LseMlNet.Numerics;

namespace LseMlNet.Cli.Score;

/// <inheritdoc/>
internal sealed class SingleScoreKernels : IScoreKernels<float>
{
    public void Compute(ScoreOutput output, ReadOnlySpan<float> logits, int classCount, int innerLength, Span<float> results, double temperature)
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

    public void ArgMax(ReadOnlySpan<float> logits, int classCount, int innerLength, Span<int> results) => Logits.ArgMax(logits, classCount, innerLength, results);

    public void TopK(ReadOnlySpan<float> logits, Span<int> indices) => Logits.TopK(logits, indices);
}
