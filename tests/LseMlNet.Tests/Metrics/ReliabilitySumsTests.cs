namespace LseMlNet.Tests.Metrics;

public sealed class ReliabilitySumsTests
{
    [Fact]
    public void EqualWidth_ConfidenceAtOrNextToBound_GoesToBinOfItsBounds()
    {
        foreach (int count in (int[])[.. Enumerable.Range(1, 40), 49, 64, 99, 100, 200])
        {
            for (int bound = 1; bound <= count; bound++)
            {
                double at = (double)bound / count;
                foreach (double confidence in (double[])[at, Math.BitDecrement(at), Math.Min(1, Math.BitIncrement(at))])
                {
                    ReliabilitySums sums = ReliabilitySums.Create(CalibrationBinning.EqualWidth, count);
                    sums.Add(confidence, correct: true, weight: 1);
                    ReliabilityBin bin = sums.ToBins().Single(bin => bin.RowCount == 1);
                    Assert.True(bin.LowerBound < confidence && confidence <= bin.UpperBound, $"{confidence:R} in ({bin.LowerBound:R}, " +
                        $"{bin.UpperBound:R}] of {count}");
                }
            }
        }
    }

    [Fact]
    public void EqualWidth_Zero_GoesToFirstBin()
    {
        ReliabilitySums sums = ReliabilitySums.Create(CalibrationBinning.EqualWidth, 10);
        sums.Add(0, correct: false, weight: 1);
        Assert.Equal(1, sums.ToBins()[0].RowCount);
    }

    [Fact]
    public void EqualMass_WeightsInOnePartOnly_StayWithTheirRows()
    {
        // One part has only weights of 1, which it does not store; the other part has other weights.
        (double Confidence, double Weight)[] ones = [(0.9, 1), (0.3, 1)], others = [(0.5, 4), (0.7, 2)];
        foreach (bool onesFirst in (bool[])[true, false])
        {
            ReliabilitySums sums = Sums(onesFirst ? ones : others);
            sums.Add(Sums(onesFirst ? others : ones));
            Assert.Equal([(0.3f, 5), (0.7f, 3)], sums.ToBins().Select(bin => ((float)bin.LowerBound, bin.Weight)));
        }

        static ReliabilitySums Sums((double Confidence, double Weight)[] rows)
        {
            ReliabilitySums sums = ReliabilitySums.Create(CalibrationBinning.EqualMass, 2);
            foreach ((double confidence, double weight) in rows)
            {
                sums.Add(confidence, correct: true, weight);
            }

            return sums;
        }
    }
}
