using System.Numerics;

namespace LseMlNet;

/// <summary>Decides whether a row, or a position of a tensor, gets a label. Each getter has its own.</summary>
internal sealed class LabelAcceptance<T>(LabelMinimum minimum, ClassShape shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _probability = T.CreateTruncating(minimum.Probability);
    private readonly double[] _row = minimum.LogOdds is null ? [] : new double[shape.ClassCount];
    private readonly double[] _scratch = minimum.LogOdds is null ? [] : new double[shape.ClassCount];

    public bool NeedsProbabilities => minimum.Probability > 0;

    /// <param name="scores">All scores of the row or tensor.</param>
    /// <param name="probabilities">All probabilities, if <see cref="NeedsProbabilities"/> is true.</param>
    /// <param name="position">The position; 0 for a row.</param>
    /// <param name="best">The most probable class.</param>
    public bool Accepts(ReadOnlySpan<T> scores, ReadOnlySpan<T> probabilities, int position, int best)
    {
        if (NeedsProbabilities)
        {
            return probabilities[shape.Start(position) + best * shape.InnerLength] >= _probability;
        }

        if (minimum.LogOdds is not { } logOdds)
        {
            return true;
        }

        shape.WidenRow(scores, position, _row);
        return LogOdds.OfMostLikely(_row, best, _scratch) >= logOdds;
    }
}
