using System.Globalization;
using System.Numerics;

namespace LseMlNet.Numerics.Tests;

public sealed class LabelledRowSingleTests : LabelledRowTests<float>;

public sealed class LabelledRowDoubleTests : LabelledRowTests<double>;

public abstract class LabelledRowTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // 2^-52, the unit in which the comments state errors.
    private const double Unit = 1.0 / (1L << 52);

    [Fact]
    public void Of_ReferenceRows_AreWithinTheStatedErrors()
    {
        Dictionary<string, (double Share, string Where)> largest = [];
        foreach (LabelledReference reference in LabelledReference.Of<T>())
        {
            LabelledRow row = LabelledRow.Of<T>(reference.Logits<T>(), reference.Label, reference.Temperature);
            double sum = Unit * (2 + reference.Length / 64.0), bound = sum + Unit * Math.Min(reference.Gap, 1000);
            Add("loss", row.Loss, reference.Loss, bound * reference.Loss);
            Add("odds", row.OddsAgainst, reference.OddsAgainst, bound * reference.OddsAgainst);
            Add("entropy", row.Entropy, reference.Entropy, bound * reference.Entropy);
            Add("Brier score", row.BrierScore, reference.BrierScore, 2 * bound * reference.BrierScore);
            Add("confidence", row.Confidence, reference.Confidence, sum);
            Add("slope", row.Slope, reference.Slope, bound * reference.SlopeScale);
            Add("curvature", row.Curvature, reference.Curvature, bound * reference.Length * reference.Curvature);

            void Add(string name, double actual, double expected, double bound)
            {
                // Below this, probabilities count as 0.
                double share = Math.Abs(actual - expected) / (bound + 1e-300);
                if (!(share <= largest.GetValueOrDefault(name).Share))
                {
                    largest[name] = (share, $"{actual:R} instead of {expected:R} in the {reference}");
                }
            }
        }

        string report = string.Join('\n', largest.Select(pair => string.Create(CultureInfo.InvariantCulture,
            $"{pair.Key}: {pair.Value.Share:0.00} of its bound, {pair.Value.Where}")));
        TestContext.Current.TestOutputHelper!.WriteLine(report);
        Assert.True(largest.Values.All(value => value.Share <= 1), report);
    }

    [Theory, MemberData(nameof(LabelledReference.Lengths), MemberType = typeof(LabelledReference))]
    public void Rank_EveryLabelOfRowWithTies_CountsLargerAndEarlierEqualClasses(int length)
    {
        var random = new Random(length);
        T[] logits = [.. Enumerable.Range(0, length)
            .Select(_ => T.CreateTruncating(random.Next(9) == 0 ? double.NegativeInfinity : random.Next(-5, 5)))];
        logits[random.Next(length)] = T.CreateTruncating(7);
        int step = Math.Max(1, length / 100);
        for (int label = 0; label < length; label += step)
        {
            int expected = Enumerable.Range(0, length).Count(i => logits[i] > logits[label] || (logits[i] == logits[label] && i < label));
            Assert.Equal(expected, LabelledRow.Of<T>(logits, label).Rank);
        }
    }

    [Theory, MemberData(nameof(LabelledReference.Lengths), MemberType = typeof(LabelledReference))]
    public void HasSoftmax_OneBadLogitAnywhere_IsFalse(int length)
    {
        T[] logits = [.. Enumerable.Range(0, length).Select(i => T.CreateTruncating(i % 5))];
        Assert.True(LabelledRow.Of<T>(logits, 0).HasSoftmax);
        foreach (int i in (int[])[0, length / 2, length - 1])
        {
            foreach (T bad in (T[])[T.NaN, T.PositiveInfinity])
            {
                T[] row = [.. logits];
                row[i] = bad;
                Assert.False(LabelledRow.Of<T>(row, length - 1).HasSoftmax);
            }
        }

        Assert.False(LabelledRow.Of<T>([.. logits.Select(_ => T.NegativeInfinity)], 0).HasSoftmax);
    }

    [Fact]
    public void HasSoftmax_EmptyRow_IsFalse() => Assert.False(LabelledRow.Of<T>([], -1).HasSoftmax);

    [Fact]
    public void Of_NoLabel_HasWhatDoesNotDependOnIt()
    {
        T[] logits = [T.One, T.Zero, T.One];
        LabelledRow row = LabelledRow.Of<T>(logits, -1), other = LabelledRow.Of<T>(logits, 1);
        Assert.True(row.HasSoftmax);
        Assert.Equal((other.Entropy, other.Confidence, double.NaN), (row.Entropy, row.Confidence, row.Loss));
    }

    [Theory, MemberData(nameof(LabelledReference.Lengths), MemberType = typeof(LabelledReference))]
    public void Of_ExcludedClasses_ChangeNothing(int length)
    {
        var random = new Random(length);
        T[] logits = [.. Enumerable.Range(0, length).Select(_ => T.CreateTruncating(random.Next(-20, 20)))];
        T[] more = [.. logits, .. Enumerable.Repeat(T.NegativeInfinity, 11)];
        LabelledRow row = LabelledRow.Of<T>(logits, 0), longer = LabelledRow.Of<T>(more, 0), excluded = LabelledRow.Of<T>(more, length);
        Assert.Equal(
            (row.Loss, row.Entropy, row.BrierScore, row.OddsAgainst, row.Rank, row.Slope, row.Curvature),
            (longer.Loss, longer.Entropy, longer.BrierScore, longer.OddsAgainst, longer.Rank, longer.Slope, longer.Curvature));
        Assert.Equal((double.PositiveInfinity, length), (excluded.Loss, excluded.Rank));
    }

    [Fact]
    public void Of_FarApartLogits_AreCertain()
    {
        LabelledRow row = LabelledRow.Of<T>([T.CreateTruncating(1e38), T.CreateTruncating(-1e38), T.Zero], 0);
        Assert.Equal((0, 0, 0, 0, 1), (row.Loss, row.OddsAgainst, row.Entropy, row.BrierScore, row.Confidence));
        LabelledRow wrong = LabelledRow.Of<T>([T.CreateTruncating(1000), T.Zero], 1);
        Assert.Equal((1000, 2, 1000, 0), (wrong.Loss, wrong.BrierScore, wrong.Slope, wrong.Curvature));
    }

    [Theory, InlineData(1e-320), InlineData(1e-300), InlineData(1e300)]
    public void Of_ExtremeTemperature_IsOneOfTheLimits(double temperature)
    {
        LabelledRow row = LabelledRow.Of<T>([T.One, T.Zero, T.One], 0, temperature);
        Assert.Equal(Math.Log(temperature < 1 ? 2 : 3), row.Loss, 1e-15);
        Assert.False(row.IsFlat && temperature > 1);
        Assert.True(LabelledRow.Of<T>([T.One, T.NegativeInfinity, T.One], 0, temperature).IsFlat);
    }
}
