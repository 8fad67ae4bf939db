namespace LseMlNet;

/// <summary>
/// Finds the lowest threshold of the log-odds whose accepted rows have, with the stated confidence, an error rate of at most the maximum.
/// </summary>
/// <remarks>
/// <para>For each percentage j from 1 to 100, the candidate accepts the rows above the log-odds of the row that follows the j % most
/// confident ones. Given that row, the accepted rows are independent draws from all rows above it. The number of errors among them is
/// therefore binomial, and the bound of Clopper and Pearson at the level (1 − confidence)/100 fails with at most that probability. All 100
/// bounds hold together with the stated confidence (Bonferroni), whatever the relation between confidence and error is, so any candidate
/// may be chosen by looking at them. A. N. Angelopoulos et al., <i>Learn then Test</i>, 2021.</para>
/// <para>The binary search of Y. Geifman and R. El-Yaniv, <i>Selective Classification for Deep Neural Networks</i>, NeurIPS 2017, divides
/// the level by fewer candidates, but the candidates that it visits depend on the same errors. Testing one candidate after the other at the
/// full level (a fixed sequence) is valid only if the error rate never falls when less confident rows are added.</para>
/// </remarks>
internal static class ErrorRateControl
{
    /// <summary>The number of candidates.</summary>
    public const int CandidateCount = 100;

    /// <param name="correct">The log-odds of the rows whose label is right. The method sorts them.</param>
    /// <param name="wrong">The log-odds of the other rows. The method sorts them.</param>
    /// <param name="maximumErrorRate">The maximum error rate of accepted rows.</param>
    /// <param name="confidence">The confidence.</param>
    /// <param name="rowsLeftOut">The number of rows left out, for the result.</param>
    public static RejectAboveFit Fit(List<double> correct, List<double> wrong, double maximumErrorRate, double confidence, long rowsLeftOut)
    {
        double[] all = [.. correct, .. wrong];
        Array.Sort(all);
        correct.Sort();
        wrong.Sort();
        double level = Level(confidence);
        Candidate[] candidates = [.. Enumerable.Range(1, CandidateCount).Select(percent => CandidateAt(percent, all, correct, wrong))];
        int best = Array.FindLastIndex(candidates, candidate => candidate.Keeps(maximumErrorRate, level));
        if (best < 0)
        {
            double lowest = candidates.Min(candidate => candidate.Bound(level));
            return new RejectAboveFit(double.NaN, all.Length, 0, 0, lowest, rowsLeftOut);
        }

        (double excluded, long accepted, long errors) = candidates[best];
        double threshold = double.IsNegativeInfinity(excluded) ? excluded : double.BitIncrement(excluded);
        return new RejectAboveFit(threshold, all.Length, accepted, errors, candidates[best].Bound(level), rowsLeftOut);
    }

    /// <summary>The minimum number of rows that a candidate must accept if none of them is wrong.</summary>
    public static long RowsNeeded(double maximumErrorRate, double confidence)
    {
        double level = Level(confidence);
        long few = 0, enough = 1;
        while (Binomial.AtMost(0, enough, maximumErrorRate) > level)
        {
            (few, enough) = (enough, enough * 2);
        }

        while (enough - few > 1)
        {
            long middle = few + (enough - few) / 2;
            (few, enough) = Binomial.AtMost(0, middle, maximumErrorRate) > level ? (middle, enough) : (few, middle);
        }

        return enough;
    }

    private static double Level(double confidence) => (1 - confidence) / CandidateCount;

    private static Candidate CandidateAt(int percent, double[] all, List<double> correct, List<double> wrong)
    {
        int share = (int)((long)all.Length * percent / CandidateCount);
        // Equal log-odds are accepted together or not at all.
        double excluded = share == all.Length ? double.NegativeInfinity : all[all.Length - 1 - share];
        int errors = CountAbove(wrong, excluded);
        return new Candidate(excluded, errors + CountAbove(correct, excluded), errors);
    }

    private static int CountAbove(List<double> sorted, double excluded)
    {
        int low = 0, high = sorted.Count;
        while (low < high)
        {
            int middle = low + (high - low) / 2;
            (low, high) = sorted[middle] > excluded ? (low, middle) : (middle + 1, high);
        }

        return sorted.Count - low;
    }

    private readonly record struct Candidate(double Excluded, long Accepted, long Errors)
    {
        /// <summary>Whether the bound is at most the maximum. This needs one tail instead of a search.</summary>
        public bool Keeps(double maximumErrorRate, double level) => Errors < Accepted && Binomial.AtMost(Errors, Accepted, maximumErrorRate) <= level;

        public double Bound(double level) => Binomial.UpperBound(Errors, Accepted, level);
    }
}
