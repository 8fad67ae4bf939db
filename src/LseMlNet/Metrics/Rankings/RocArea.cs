namespace LseMlNet;

/// <summary>
/// The area under the ROC curve: the probability that a marked row has a higher score than another one, where a tie counts one half. J. A.
/// Hanley and B. J. McNeil, <i>The Meaning and Use of the Area under a Receiver Operating Characteristic (ROC) Curve</i>, Radiology 143,
/// 1982.
/// </summary>
internal static class RocArea
{
    /// <summary>Computes the area from the exact ranks of the rows. NaN if no row, or every row, is marked.</summary>
    public static double Of(ScoredRows rows)
    {
        var below = new ScoreGroup();
        var pairs = new ExactSum();
        foreach (ScoreGroup group in rows.Groups())
        {
            pairs.Add(group.Marked * below.Others);
            pairs.Add(group.Marked * group.Others / 2);
            below.Add(in group);
        }

        return pairs.Value / (below.Marked * below.Others);
    }
}
