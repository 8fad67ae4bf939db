using LseMlNet.Tests.Support;

namespace LseMlNet.Tests.PredictionSet;

/// <summary>
/// Checks the promise with thousands of random splits of rows into rows of Fit and new rows. The number of covered new rows has a known
/// distribution, the beta-binomial, whatever the model is. All seeds are fixed.
/// </summary>
public sealed class CalibrationScoresTests
{
    private const int Splits = 2000, ClassCount = 8, PoolSize = 1600, NewRows = 600;

    // The probability that, for another seed, a correct program would fail one of the checks below by chance.
    private const double FalseAlarm = 1e-7;

    public static TheoryData<PredictionSetScore, bool> Scores => new()
    {
        { PredictionSetScore.Lac, false },
        { PredictionSetScore.Aps, false },
        { PredictionSetScore.Aps, true },
        { PredictionSetScore.Raps, false },
        { PredictionSetScore.Raps, true },
    };

    [Theory, MemberData(nameof(Scores))]
    public void Thresholds_ManySplits_CoverNewRowsAsPromised(PredictionSetScore score, bool isRandomized)
    {
        // The model is wrong and overconfident, and no two rows are alike.
        (double[][] rows, int[] labels) = Pool(seed: 1);
        var rule = new ScoreRule(score, isRandomized, RankPenalty: 0.01, UnpenalizedRanks: 3);
        foreach (int n in (int[])[10, 19, 99, 1000])
        {
            double[] coverages = [0.5, 0.9, 0.95, 0.99];
            int[][] covered = Covered(rows, labels, rule, n, coverages);
            for (int i = 0; i < coverages.Length; i++)
            {
                AssertDistribution(covered[i], n, (int)PredictionSetThreshold.RankOf(coverages[i], n));
            }
        }
    }

    [Fact]
    public void Thresholds_MoreAccurateThanCoverage_CoverMoreUnlessRandomized()
    {
        // All labels are the most probable class: the sets of a deterministic score contain it in any case.
        (double[][] rows, int[] labels) = Pool(seed: 2);
        labels = [.. rows.Select(row => Numerics.Logits.ArgMax(row))];
        Assert.All(Covered(rows, labels, new(PredictionSetScore.Aps), 19, [0.5])[0], count => Assert.Equal(NewRows, count));
        AssertDistribution(Covered(rows, labels, new(PredictionSetScore.Aps, IsRandomized: true), 19, [0.5])[0], 19, 10);
        AssertDistribution(Covered(rows, labels, new(PredictionSetScore.Lac), 19, [0.5])[0], 19, 10);
    }

    [Fact]
    public void Thresholds_ClassConditional_CoverEachClassAsPromised()
    {
        (double[][] rows, int[] labels) = Pool(seed: 3);
        var rule = new ScoreRule(PredictionSetScore.Lac);
        const int used = 19;
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        var random = new Random(4);
        int[] covered = new int[ClassCount];
        for (int split = 0; split < Splits; split++)
        {
            random.Shuffle(order);
            int[][] ofClass = [.. Enumerable.Range(0, ClassCount).Select(label => order.Where(row => labels[row] == label).Take(used + 1).ToArray())];
            var scores = new CalibrationScores(rule, ClassCount, isClassConditional: true);
            foreach (int row in ofClass.SelectMany(group => group[..used]))
            {
                scores.AddRow(rows[row], labels[row]);
            }

            PredictionSetThreshold[] thresholds = scores.Thresholds(0.8);
            Assert.All(thresholds, threshold => Assert.Equal((16, used), (threshold.Rank, threshold.RowsUsed)));
            var sets = new ConformalSets(rule, Array.ConvertAll(thresholds, threshold => threshold.Value), ClassCount);
            for (int label = 0; label < ClassCount; label++)
            {
                covered[label] += Contains(sets, rows[ofClass[label][used]], label) ? 1 : 0;
            }
        }

        Assert.All(covered, count => AssertBinomial(count, Splits, 0.8));
    }

    [Fact]
    public void Add_SameRowsInAnyPartsAndOrder_GivesTheSameThresholds()
    {
        (double[][] rows, int[] labels) = Pool(seed: 5);
        var rule = new ScoreRule(PredictionSetScore.Raps, true, 0.01, 2);
        foreach (bool isClassConditional in (bool[])[false, true])
        {
            CalibrationScores all = new(rule, ClassCount, isClassConditional), first = new(rule, ClassCount, isClassConditional);
            CalibrationScores second = new(rule, ClassCount, isClassConditional);
            for (int i = 0; i < rows.Length; i++)
            {
                all.AddRow(rows[i], labels[i]);
                (i % 3 == 0 ? first : second).AddRow(rows[^(i + 1)], labels[^(i + 1)]);
            }

            first.Add(second);
            Assert.Equal(all.Thresholds(0.9).Select(threshold => threshold.Value), first.Thresholds(0.9).Select(threshold => threshold.Value));
            Assert.Equal(rows.Length, first.Counts.RowsRead);
        }
    }

    [Fact]
    public void Add_RowsWithoutSoftmaxOrLabel_AreCountedAndLeftOut()
    {
        var scores = new CalibrationScores(new(PredictionSetScore.Aps), 2, isClassConditional: true);
        scores.AddRow([1, double.NaN], 0);
        scores.AddRow([1, double.NaN], -1);
        scores.AddRow([1, 2], -1);
        scores.AddRow([0.25, 0.75], 1);
        Assert.Equal((4, 2, 1, 3, 1),
            (scores.Counts.RowsRead, scores.Counts.InvalidRows, scores.Counts.MissingLabels, scores.Counts.RowsLeftOut, scores.Counts.ProbabilityRows));
        Assert.Equal([0, 1], scores.Thresholds(0.5).Select(threshold => threshold.RowsUsed));
    }

    // For each coverage, the number of covered new rows of each split.
    private static int[][] Covered(double[][] rows, int[] labels, ScoreRule rule, int n, double[] coverages)
    {
        // The score of a row does not depend on the split. A check for each rule shows that the score determines the set.
        var single = new ConformalScores(rule, ClassCount);
        double[] scores = [.. rows.Zip(labels, (row, label) => single.Of(row, label))];
        int[][] covered = [.. coverages.Select(_ => new int[Splits])];
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        var random = new Random(n);
        for (int split = 0; split < Splits; split++)
        {
            random.Shuffle(order);
            List<double> used = [.. order.AsSpan(0, n).ToArray().Select(row => scores[row])];
            for (int i = 0; i < coverages.Length; i++)
            {
                double threshold = PredictionSetThreshold.Of(used, coverages[i]).Value;
                foreach (int row in order.AsSpan(n, NewRows))
                {
                    covered[i][split] += scores[row] <= threshold ? 1 : 0;
                }

                if (split == 0)
                {
                    var sets = new ConformalSets(rule, [threshold], ClassCount);
                    Assert.All(order[n..], row => Assert.Equal(scores[row] <= threshold, Contains(sets, rows[row], labels[row])));
                }
            }
        }

        return covered;
    }

    // The number of covered new rows, given n rows of Fit whose rank-th score is the threshold, is beta-binomial with rank and n + 1 −
    // rank. The splits are independent, so the number of splits with at most so many covered rows is binomial.
    private static void AssertDistribution(int[] covered, int n, int rank)
    {
        if (rank > n)
        {
            Assert.All(covered, count => Assert.Equal(NewRows, count));
            return;
        }

        double[] cumulative = BetaBinomial(NewRows, rank, n + 1 - rank);
        for (int count = 0; count < NewRows; count++)
        {
            AssertBinomial(covered.Count(found => found <= count), covered.Length, cumulative[count]);
        }
    }

    private static void AssertBinomial(int found, int trials, double probability)
    {
        double p = Math.Clamp(probability, 0, 1);
        Assert.True(Binomial.AtMost(found, trials, p) > FalseAlarm && Binomial.AtLeast(found, trials, p) > FalseAlarm, $"{found} of {trials} at {p}");
    }

    // P(X ≤ k) for each k below m. From the Pólya urn: P(0) is the product of (b + i)/(a + b + i), and each P(k + 1)/P(k) is a ratio of
    // small numbers. P(0) can be far below the range of double.
    private static double[] BetaBinomial(int m, int a, int b)
    {
        double logarithm = Enumerable.Range(0, m).Sum(i => Math.Log((b + i) / (double)(a + b + i))), sum = 0;
        double[] cumulative = new double[m];
        for (int k = 0; k < m; k++)
        {
            sum += Math.Exp(logarithm);
            cumulative[k] = sum;
            logarithm += Math.Log((m - k) / (k + 1.0) * (a + k) / (b + m - k - 1.0));
        }

        return cumulative;
    }

    private static bool Contains(ConformalSets sets, double[] row, int label)
    {
        int[] classes = new int[ClassCount];
        return classes.AsSpan(0, sets.Select(row, classes)).Contains(label);
    }

    // Labels come from a flatter and shifted distribution, so that the most probable class is rarely right.
    private static (double[][] Rows, int[] Labels) Pool(int seed)
    {
        var random = new Random(seed);
        double[][] rows = [.. Enumerable.Range(0, PoolSize).Select(_ => Enumerable.Range(0, ClassCount).Select(_ => 12 * random.NextDouble()).ToArray())];
        double[] truth = new double[ClassCount];
        return (rows, [.. rows.Select(row =>
        {
            Numerics.Logits.Softmax([.. row.Select((x, i) => x / 12 + i / 20.0)], truth);
            double draw = random.NextDouble();
            int label = 0;
            while (label < ClassCount - 1 && draw >= truth[label])
            {
                draw -= truth[label++];
            }

            return label;
        })]);
    }
}
