namespace LseMlNet;

/// <summary>
/// The scores of all classes of a row. Fit and the sets compute them in the same way, so that equal rows have equal bits.
/// </summary>
/// <remarks>
/// The scores of Aps and Raps are sums of probabilities close to 1, where double has no digits left to distinguish certain rows. They are
/// therefore stored as the negative rest: the probability of the class and of all less probable classes, added up from the smallest.
/// </remarks>
internal sealed class ConformalScores(ScoreRule rule, int classCount)
{
    private readonly double[] _scores = new double[classCount];
    private readonly int[] _order = new int[classCount];

    /// <summary>The classes of the row that was computed last, most probable first.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>The score of a class of the row that was computed last.</summary>
    public double this[int index] => _scores[index];

    /// <summary>Computes the scores of all classes, and their order.</summary>
    /// <returns>False if the row has no softmax.</returns>
    public bool Compute(ReadOnlySpan<double> logits)
    {
        if (!Numerics.Logits.TopK(logits, _order))
        {
            return false;
        }

        if (rule.Score == PredictionSetScore.Lac)
        {
            ComputeNegativeLogs(logits);
        }
        else
        {
            ComputeSums(logits);
        }

        return true;
    }

    /// <summary>The score of one class: the same bits as <see cref="Compute"/>; NaN if the row has no softmax.</summary>
    public double Of(ReadOnlySpan<double> logits, int index)
    {
        if (rule.Score != PredictionSetScore.Lac)
        {
            return Compute(logits) ? _scores[index] : double.NaN;
        }

        // The order of the classes, which takes most of the time if there are many classes, does not matter here.
        ComputeNegativeLogs(logits);
        return _scores[index];
    }

    private void ComputeNegativeLogs(ReadOnlySpan<double> logits)
    {
        Numerics.Logits.LogSoftmax(logits, _scores);
        foreach (ref double score in _scores.AsSpan())
        {
            score = -score;
        }
    }

    private void ComputeSums(ReadOnlySpan<double> logits)
    {
        Numerics.Logits.Softmax(logits, _scores);
        double ownShare = rule.IsRandomized ? RowHash.ToUnitInterval(logits) : 1;
        double lessProbable = 0;
        for (int rank = _order.Length - 1; rank >= 0; rank--)
        {
            ref double score = ref _scores[_order[rank]];
            double probability = score;
            // All classes together have a probability of exactly 1. Rounding errors would break the ties between rows.
            double rest = rank == 0 && !rule.IsRandomized ? 1 : lessProbable + ownShare * probability;
            score = rule.PenaltyAt(rank) - rest;
            lessProbable += probability;
        }
    }
}
