namespace LseMlNet;

/// <summary>Selects the classes of a row whose scores are not above the threshold. Each getter has its own.</summary>
/// <param name="rule">The kind of score.</param>
/// <param name="thresholds">One threshold, or one for each class.</param>
/// <param name="classCount">The number of classes.</param>
internal sealed class ConformalSets(ScoreRule rule, double[] thresholds, int classCount)
{
    private readonly ConformalScores _scores = new(rule, classCount);

    /// <summary>Writes the classes of the set, most probable first.</summary>
    /// <returns>The number of classes in the set; −1 if the row has no softmax.</returns>
    public int Select(ReadOnlySpan<double> logits, Span<int> classes)
    {
        if (!_scores.Compute(logits))
        {
            return -1;
        }

        int count = 0;
        foreach (int index in _scores.Order)
        {
            if (_scores[index] <= thresholds[thresholds.Length == 1 ? 0 : index])
            {
                classes[count++] = index;
            }
        }

        return count;
    }
}
