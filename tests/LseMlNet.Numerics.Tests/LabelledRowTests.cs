using System.Numerics;

namespace LseMlNet.Numerics.Tests;

public sealed class LabelledRowSingleTests : LabelledRowTests<float>;

public sealed class LabelledRowDoubleTests : LabelledRowTests<double>;

public abstract class LabelledRowTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Fact]
    public void Of_ReferenceRows_AreWithinTheStatedErrors()
    {
        LabelledErrors errors = new();
        foreach (LabelledReference reference in LabelledReference.Of<T>().Where(reference => reference.Temperature == 1))
        {
            LabelledRow row = LabelledRow.Of<T>(reference.Logits<T>(), reference.Label);
            double bound = reference.Bound;
            errors.Add("loss", reference, row.Loss, reference.Loss, bound * reference.Loss);
            errors.Add("odds", reference, row.OddsAgainst, reference.OddsAgainst, bound * reference.OddsAgainst);
            errors.Add("entropy", reference, row.Entropy, reference.Entropy, bound * reference.Entropy);
            errors.Add("Brier score", reference, row.BrierScore, reference.BrierScore, 2 * bound * reference.BrierScore);
            errors.Add("confidence", reference, row.Confidence, reference.Confidence, reference.BoundOfSums);
        }

        errors.AssertWithinBounds();
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
            (row.Loss, row.Entropy, row.BrierScore, row.OddsAgainst, row.Rank),
            (longer.Loss, longer.Entropy, longer.BrierScore, longer.OddsAgainst, longer.Rank));
        Assert.Equal((double.PositiveInfinity, length), (excluded.Loss, excluded.Rank));
    }

    [Fact]
    public void Of_FarApartLogits_AreCertain()
    {
        LabelledRow row = LabelledRow.Of<T>([T.CreateTruncating(1e38), T.CreateTruncating(-1e38), T.Zero], 0);
        Assert.Equal((0, 0, 0, 0, 1), (row.Loss, row.OddsAgainst, row.Entropy, row.BrierScore, row.Confidence));
        LabelledRow wrong = LabelledRow.Of<T>([T.CreateTruncating(1000), T.Zero], 1);
        Assert.Equal((1000, 2), (wrong.Loss, wrong.BrierScore));
    }

    [Theory, MemberData(nameof(LabelledReference.Lengths), MemberType = typeof(LabelledReference))]
    public void FindLargest_TiedClasses_IsTheFirst(int length)
    {
        T[] logits = [.. Enumerable.Range(0, length).Select(i => T.CreateTruncating(i >= length / 2 ? 3 : 1))];
        Assert.Equal(length / 2, LabelledRow.Of<T>(logits, 0).FindLargest<T>(logits));
    }
}
