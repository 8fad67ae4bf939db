namespace LseMlNet.Tests.PredictionSet;

public sealed class ConformalScoresTests
{
    private static readonly ScoreRule[] Rules =
    [
        new(PredictionSetScore.Lac), new(PredictionSetScore.Aps), new(PredictionSetScore.Aps, IsRandomized: true),
        new(PredictionSetScore.Raps, false, 0.1, 1), new(PredictionSetScore.Raps, true, 0.1, 1),
    ];

    [Fact]
    public void Compute_ProbabilitiesOfFourths_IsDefinition()
    {
        double[] logits = [0, Math.Log(2), 0];
        var scores = new ConformalScores(new(PredictionSetScore.Raps, false, 0.1, 1), 3);
        Assert.True(scores.Compute(logits));
        // More probable classes have a total probability of 0, 1/2 and 3/4, and the last two classes have ranks beyond the first.
        AssertNear([-0.5 + 0.1, -1, -0.25 + 0.2], scores);
        Assert.Equal([1, 0, 2], scores.Order.ToArray());

        scores = new ConformalScores(new(PredictionSetScore.Aps, false, 0.1, 1), 3);
        Assert.True(scores.Compute(logits));
        AssertNear([-0.5, -1, -0.25], scores);

        scores = new ConformalScores(new(PredictionSetScore.Lac), 3);
        Assert.True(scores.Compute(logits));
        AssertNear([Math.Log(4), Math.Log(2), Math.Log(4)], scores);
    }

    [Fact]
    public void Compute_Randomized_AddsHashedShareOfOwnProbability()
    {
        double[] logits = [0, Math.Log(2), 0];
        var scores = new ConformalScores(new(PredictionSetScore.Aps, IsRandomized: true), 3);
        Assert.True(scores.Compute(logits));
        double left = 1 - RowHash.ToUnitInterval(logits);
        AssertNear([-0.5 + left / 4, -1 + left / 2, -0.25 + left / 4], scores);
    }

    [Fact]
    public void Of_EachRule_HasTheBitsOfCompute()
    {
        foreach (double[] row in Support.RandomRows.Create(200, 9, seed: 71))
        {
            foreach (ScoreRule rule in Rules)
            {
                var all = new ConformalScores(rule, 9);
                Assert.True(all.Compute(row));
                for (int i = 0; i < 9; i++)
                {
                    Assert.Equal(all[i], new ConformalScores(rule, 9).Of(row, i));
                }
            }
        }
    }

    [Fact]
    public void Compute_EachRule_RisesAlongTheOrder()
    {
        foreach (double[] row in Support.RandomRows.Create(500, 9, seed: 72))
        {
            foreach (ScoreRule rule in Rules)
            {
                var scores = new ConformalScores(rule, 9);
                Assert.True(scores.Compute(row));
                for (int i = 1; i < 9; i++)
                {
                    Assert.True(scores[scores.Order[i]] >= scores[scores.Order[i - 1]]);
                }
            }
        }
    }

    [Fact]
    public void Compute_SaturatedRows_AreStillDistinct()
    {
        // In all of these rows, p of the first class rounds to 1.
        foreach (ScoreRule rule in (ScoreRule[])[new(PredictionSetScore.Lac), new(PredictionSetScore.Aps)])
        {
            double last = double.NaN;
            foreach (double logit in (double[])[50, 60, 100, 600])
            {
                double score = new ConformalScores(rule, 3).Of([logit, 0, -1], 1);
                Assert.NotEqual(last, score);
                last = score;
            }
        }
    }

    [Fact]
    public void Compute_TopClassWithoutRandomPart_TiesInAllRows()
    {
        foreach (double[] row in Support.RandomRows.Create(200, 7, seed: 73))
        {
            var scores = new ConformalScores(new(PredictionSetScore.Aps), 7);
            Assert.True(scores.Compute(row));
            Assert.Equal(-1, scores[scores.Order[0]]);
        }
    }

    [Fact]
    public void ComputeAndOf_RowWithoutSoftmax_SaySo()
    {
        foreach (double[] row in (double[][])[[1, double.NaN], [double.PositiveInfinity, 1], [double.NegativeInfinity, double.NegativeInfinity]])
        {
            foreach (ScoreRule rule in Rules)
            {
                Assert.False(new ConformalScores(rule, 2).Compute(row));
                Assert.Equal(double.NaN, new ConformalScores(rule, 2).Of(row, 0));
            }
        }
    }

    [Fact]
    public void Compute_ExcludedClass_HasTheHighestScore()
    {
        var lac = new ConformalScores(new(PredictionSetScore.Lac), 3);
        Assert.Equal(double.PositiveInfinity, lac.Of([1, double.NegativeInfinity, 2], 1));
        var aps = new ConformalScores(new(PredictionSetScore.Aps), 3);
        Assert.Equal(0, aps.Of([1, double.NegativeInfinity, 2], 1));
    }

    private static void AssertNear(double[] expected, ConformalScores scores)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], scores[i], 1e-15);
        }
    }
}
