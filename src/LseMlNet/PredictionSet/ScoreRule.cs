namespace LseMlNet;

/// <summary>What the score of a class is.</summary>
internal readonly record struct ScoreRule(PredictionSetScore Score, bool IsRandomized = false, double RankPenalty = 0, int UnpenalizedRanks = 0)
{
    /// <summary>The number that is added to the score of the class at a rank, counted from 0.</summary>
    public double PenaltyAt(int rank) =>
        Score == PredictionSetScore.Raps ? RankPenalty * Math.Max(0, rank + 1L - UnpenalizedRanks) : 0;
}
