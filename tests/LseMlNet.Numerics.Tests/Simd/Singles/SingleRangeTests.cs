using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Tests.Simd;

/// <summary>
/// Which loop computes a row of floats depends on its length and on the range of its logits: all from −100 to 30, all within 105 of a
/// maximum below 256, and so on. The results must not depend on the loop.
/// </summary>
public sealed class SingleRangeTests
{
    private static readonly int[] Lengths =
        [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 25, 31, 32, 33, 48, 100, 128, 129, 160, 255, 256, 257, 300, 513, 1000];

    /// <summary>The numbers on both sides of each border between ranges, used as the largest or the smallest logit of a row.</summary>
    private static readonly float[] Borders =
    [
        .. new[] { -100f, 30, 256, -256, -75, 25, 105, -105, 151, 152 }
            .SelectMany(value => new[] { MathF.BitDecrement(value), value, MathF.BitIncrement(value) }),
        -1000, 1000, 0,
    ];

    [Fact]
    public void EveryOperation_LogitsAtABorder_IsTheDefinition()
    {
        foreach (int length in Lengths)
        {
            foreach (float border in Borders)
            {
                float[] row = Values.Normal<float>(length, length);
                for (int sign = -1; sign <= 1; sign++)
                {
                    // One logit is at the border. The others are near 0, 105 below the border, or near the border.
                    float[] x = [.. row.Select(value => sign == 0 ? value : MathF.Round(value) + border + (sign - 1) * 52.5f)];
                    x[length / 2] = border;
                    Check(x);
                }
            }
        }
    }

    [Fact]
    public void EveryOperation_RowsOfAllRangesInOneBatch_MatchesEachRowAlone()
    {
        foreach (int length in Lengths)
        {
            const int Rows = 150;
            float[] logits = Values.Normal<float>(length, Rows * length);
            for (int row = 0; row < Rows; row++)
            {
                // Between these rows are runs of one or more ordinary rows.
                if (row % 7 == 0 || row % 5 == 0)
                {
                    logits[row * length + row % length] = row % 35 == 0 ? float.NaN
                        : row % 10 == 0 ? float.NegativeInfinity
                        : Borders[row % Borders.Length];
                }
            }

            float[] softmax = new float[logits.Length];
            float[] logSoftmax = new float[logits.Length];
            float[] logSumExp = new float[Rows];
            Logits.Softmax(logits, length, softmax);
            Logits.LogSoftmax(logits, length, logSoftmax);
            Logits.LogSumExp(logits, length, logSumExp);
            float[] alone = new float[length];
            for (int row = 0; row < Rows; row++)
            {
                ReadOnlySpan<float> x = logits.AsSpan(row * length, length);
                Logits.Softmax(x, alone);
                Assert.Equal(alone, softmax.AsSpan(row * length, length));
                Logits.LogSoftmax(x, alone);
                Assert.Equal(alone, logSoftmax.AsSpan(row * length, length));
                Assert.Equal(Logits.LogSumExp(x), logSumExp[row]);
            }
        }
    }

    /// <summary>If the largest logit dominates, the logarithm is about the sum of the other terms, which must keep its precision.</summary>
    [Fact]
    public void EveryOperation_OneLogitFarAboveTheOthers_KeepsTheDigitsOfTheOthers()
    {
        foreach (int length in Lengths)
        {
            for (float top = 1; top < 90; top *= 1.25f)
            {
                float[] row = Values.Normal<float>(length, length, 0.5);
                row[length / 3] = top;
                Check(row);
                // The row is repeated in a batch, where each lane may hold one row.
                float[] logits = [.. Enumerable.Repeat(row, 9).SelectMany(x => x)];
                float[] logSoftmax = new float[logits.Length];
                float[] alone = new float[length];
                Logits.LogSoftmax(logits, length, logSoftmax);
                Logits.LogSoftmax(row, alone);
                Assert.Equal([.. Enumerable.Repeat(alone, 9).SelectMany(x => x)], logSoftmax);
            }
        }
    }

    /// <summary>The first term is a million times the sum of many equal terms, which must not lose digits.</summary>
    [Theory]
    [InlineData(300, -20)]
    [InlineData(1000, -21)]
    [InlineData(10_000, -22.7521f)]
    [InlineData(50_257, -24.012354f)]
    [InlineData(131_072, -24.986395f)]
    public void EveryOperation_ManyEqualLogitsBelowTheFirst_IsTheDefinition(int length, float others)
    {
        float[] x = new float[length];
        x.AsSpan(1).Fill(others);
        double sum = (length - 1) * Math.Exp(others);
        float expected = (float)(sum - sum * sum / 2);
        float[] y = new float[length];
        Logits.LogSoftmax(x, y);
        Values.AssertWithin(1, -expected, y[0]);
        Values.AssertWithin(1, expected, Logits.LogSumExp(x));
        Values.AssertWithin(1, expected, Logits.CrossEntropy(x, 0));
    }

    /// <summary>With many small terms next to a large one, each must count toward the sum, and no probability may exceed 1.</summary>
    [Fact]
    public void Softmax_OneLogitFarAboveTheOthers_SumsToOne()
    {
        double allowed = Fma.IsSupported || AdvSimd.IsSupported || !Vector128.IsHardwareAccelerated ? 7.5e-8 : 1.2e-7;
        float[] tops = [.. Enumerable.Range(0, 240).Select(i => i * 0.37f), .. Enumerable.Range(0, 100).Select(i => 103.7f + i * 0.0001f)];
        foreach (int length in Lengths)
        {
            // For at least one top logit above 100, a probability computed as a product with separate roundings would exceed 1.
            foreach (float top in tops)
            {
                float[] x = [.. Values.Normal<float>(length, length, 0.01).Select(value => value - 3)];
                x[length / 2] = top;
                float[] y = new float[length];
                Logits.Softmax(x, y);
                Assert.True(y[length / 2] <= 1, $"{length} logits, the largest {top:G9}: {y[length / 2]:G9}");
                Assert.InRange(Math.Abs(y.Sum(value => (double)value) - 1), 0, allowed);
            }
        }
    }

    private static void Check(float[] x)
    {
        (float[] softmax, float[] logSoftmax, float logSumExp) = Plain.Of<float>(x);
        float[] y = new float[x.Length];
        string what = $"of {x.Length} logits, from {x.Min():G9} to {x.Max():G9}";
        Logits.Softmax(x, y);
        Values.AssertWithin<float>(2, softmax, y, "softmax " + what);
        Logits.LogSoftmax(x, y);
        Values.AssertWithin<float>(1, logSoftmax, y, "log-softmax " + what);
        // Near 0, the maximum and the logarithm cancel, so only the absolute error of the expected value is bounded.
        float actual = Logits.LogSumExp(x);
        Assert.True(
            MathF.Abs(actual - logSumExp) <= 1e-11f || Values.Ulps(logSumExp, actual) <= 1,
            $"log-sum-exp {what}: expected {logSumExp:G9}, actual {actual:G9}");
    }
}
