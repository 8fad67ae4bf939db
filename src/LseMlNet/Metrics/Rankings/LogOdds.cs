namespace LseMlNet;

/// <summary>Computes log(p/(1 − p)) from logits. It distinguishes rows whose probability rounds to 1.</summary>
internal static class LogOdds
{
    // Below this limit, the odds against a class underflow.
    private const double SmallestLogarithm = -700;

    /// <summary>The log-odds of the most likely class, from the odds that the pass over the row found unless they underflow.</summary>
    /// <param name="row">The row.</param>
    /// <param name="logits">Scratch for the logits.</param>
    /// <param name="others">Scratch of the same length.</param>
    public static double OfMostLikely(in EvaluatedRow row, Span<double> logits, Span<double> others)
    {
        double against = row.LogOddsAgainst;
        if (against > SmallestLogarithm)
        {
            return -against;
        }

        row.GetLogits(logits);
        return OfMostLikely(logits, row.FindPredicted(), others);
    }

    /// <summary>The log-odds of the most likely class: its logit minus the LSE of all others.</summary>
    /// <param name="logits">A row that has a softmax.</param>
    /// <param name="top">The index of the most likely class.</param>
    /// <param name="others">Scratch of the same length.</param>
    /// <returns>+∞ if all other classes are excluded by −∞.</returns>
    public static double OfMostLikely(ReadOnlySpan<double> logits, int top, Span<double> others)
    {
        // If classes compete, the differences are small, so no digits cancel.
        for (int i = 0; i < logits.Length; i++)
        {
            others[i] = logits[i] - logits[top];
        }

        others[top] = double.NegativeInfinity;
        return -Numerics.Logits.LogSumExp(others);
    }

    /// <summary>Replaces the log-probabilities of a row by the log-odds.</summary>
    /// <param name="values">The log-probabilities.</param>
    /// <param name="probabilities">The probabilities. They are overwritten.</param>
    /// <param name="top">The index of the most likely class.</param>
    /// <param name="ofTop">The log-odds of that class.</param>
    public static void OfAll(Span<double> values, Span<double> probabilities, int top, double ofTop)
    {
        // The other classes have at most 1/2, so 1 − p is accurate.
        for (int i = 0; i < values.Length; i++)
        {
            probabilities[i] = 1 - probabilities[i];
        }

        Numerics.Logits.FromProbabilities(probabilities, probabilities);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] -= probabilities[i];
        }

        values[top] = ofTop;
    }
}
