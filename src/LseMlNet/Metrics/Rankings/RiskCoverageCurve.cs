namespace LseMlNet;

/// <summary>
/// The error rate among the rows that a classifier answers, if it answers only those of the highest confidence. R. El-Yaniv and Y. Wiener,
/// <i>On the Foundations of Noise-Free Selective Classification</i>, Journal of Machine Learning Research 11, 2010.
/// </summary>
/// <remarks>
/// Rows are ordered by log(p/(1 − p)) of the most likely class, computed from the logits. Probabilities that round to 1
/// would all tie; log-odds distinguish them.
/// </remarks>
public sealed class RiskCoverageCurve
{
    private const int MaximumPoints = 1000;

    /// <param name="rows">Rows with −log(p/(1 − p)) as the score, marked if they are correct.</param>
    internal RiskCoverageCurve(ScoredRows rows)
    {
        var all = new ScoreGroup();
        foreach (ScoreGroup group in rows.Groups())
        {
            all.Add(in group);
        }

        double total = all.Marked + all.Others;
        var accepted = new ScoreGroup();
        ExactSum area = new(), generalized = new();
        var points = new List<RiskCoveragePoint>();
        int reached = -1;
        foreach (ScoreGroup group in rows.Groups())
        {
            double wrongBefore = accepted.Others;
            accepted.Add(in group);
            double step = (group.Marked + group.Others) / total, wrong = accepted.Others, weight = accepted.Marked + wrong;
            var point = new RiskCoveragePoint(-group.Score, weight / total, wrong / weight);
            area.Add(step * point.Risk);
            // Within a group, the curve of the joint probability is straight, because the rows are accepted in any order.
            generalized.Add(step * (wrongBefore + wrong) / total / 2);

            // The first point, and those that reach the next thousandth, as the last one does.
            int thousandth = (int)(point.Coverage * MaximumPoints);
            if (thousandth > reached)
            {
                reached = thousandth;
                points.Add(point);
            }
        }

        Points = points;
        Area = points.Count > 0 ? area.Value : double.NaN;
        GeneralizedArea = points.Count > 0 ? generalized.Value : double.NaN;
    }

    /// <summary>
    /// The curve by ascending coverage: a point for each confidence that occurs, or about a thousand of them, evenly spaced, if there are
    /// more.
    /// </summary>
    public IReadOnlyList<RiskCoveragePoint> Points { get; }

    /// <summary>
    /// The area under the curve (AURC): the mean, over all rows, of the risk at the coverage that accepts the row and all rows of at least
    /// its confidence. It is 0 if there are no errors. Y. Geifman and R. El-Yaniv, <i>Selective Classification for Deep Neural
    /// Networks</i>, NeurIPS 2017.
    /// </summary>
    public double Area { get; }

    /// <summary>
    /// The area under the generalized curve (AUGRC): the mean, over all coverages, of the probability that a row is accepted and wrong.
    /// Unlike <see cref="Area"/>, it does not give the errors of the highest confidence a weight of their own. It is between 0 and 1/2.
    /// Traub et al., <i>Overcoming Common Flaws in the Evaluation of Selective Classification Systems</i>, NeurIPS 2024.
    /// </summary>
    public double GeneralizedArea { get; }
}
