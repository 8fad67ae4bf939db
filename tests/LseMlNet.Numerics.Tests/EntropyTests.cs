using System.Numerics;

namespace LseMlNet.Numerics.Tests;

public sealed class EntropySingleTests : EntropyTests<float>;

public sealed class EntropyDoubleTests : EntropyTests<double>;

public abstract class EntropyTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Computed with mpmath at 1000 digits, which log(1 + tiny) needs:
    // e = [exp(x - m) for x in row]; s = sum(e); log(s) + sum(a * (m - x) for a, x in zip(e, row)) / s.
    [Theory]
    [InlineData(new double[] { 1, 2 }, 0.5822031088882179548)]
    [InlineData(new double[] { 1000, 1001, 1002 }, 0.83239558183993887295)]
    [InlineData(new double[] { 0, 0, 0, 0 }, 1.3862943611198906188)]
    [InlineData(new double[] { 11, 12, -1000, 5, 10, 0.5 }, 0.8370695607935001382)]
    [InlineData(new double[] { 20, 0 }, 4.3284225984118452332e-8)]
    [InlineData(new double[] { 103, 0 }, 1.9262014402986944808e-43)]
    [InlineData(new double[] { 500, 0 }, 3.5694127797773840513e-215)]
    [InlineData(new double[] { 600, 0.1 }, 1.7601209421215571133e-258)]
    [InlineData(new double[] { 700, -45, 0 }, 6.9116332571755993708e-302)]
    public void Entropy_KnownRow_IsTheReference(double[] logits, double expected) =>
        Values.AssertWithin(2, T.CreateTruncating(expected), Decide<T>.Entropy(Values.Of<T>(logits)));

    [Theory]
    [InlineData(new double[] { 3 }, 0)]
    [InlineData(new double[] { -1e30 }, 0)]
    [InlineData(new double[] { double.NegativeInfinity, 3, double.NegativeInfinity }, 0)]
    [InlineData(new double[] { 0, -1e30 }, 0)]
    [InlineData(new double[] { 3e38, -3e38 }, 0)]
    [InlineData(new double[] { double.NegativeInfinity, 7, 7 }, 0.69314718055994530942)]
    [InlineData(new double[] { 1e30, 1e30 }, 0.69314718055994530942)]
    [InlineData(new double[0], double.NaN)]
    [InlineData(new double[] { double.NegativeInfinity, double.NegativeInfinity }, double.NaN)]
    [InlineData(new double[] { 1, double.PositiveInfinity }, double.NaN)]
    [InlineData(new double[] { 1, double.NaN }, double.NaN)]
    public void Entropy_SpecialRow_IsExact(double[] logits, double expected) =>
        Values.AssertWithin(0, T.CreateTruncating(expected), Decide<T>.Entropy(Values.Of<T>(logits)));

    [Fact]
    public void Entropy_EqualLogits_IsTheLogarithmOfTheirNumber()
    {
        for (int length = 1; length < 300; length++)
        {
            T[] row = new T[length];
            Array.Fill(row, T.CreateTruncating(-17.25));
            Values.AssertWithin(1, T.CreateTruncating(Math.Log(length)), Decide<T>.Entropy(row), $"length {length}");
        }
    }

    [Fact]
    public void Entropy_ExcludedClasses_IsTheSame()
    {
        foreach (int length in (int[])[1, 2, 7, 64])
        {
            T[] row = Values.Normal<T>(length, length, 5);
            T[] masked = [.. row.SelectMany(x => (T[])[T.NegativeInfinity, x])];
            // Different elements share a register, so sums of doubles are added in another order.
            Values.AssertWithin(2, Decide<T>.Entropy(row), Decide<T>.Entropy(masked));
        }
    }

    [Fact]
    public void Entropy_AnyRow_IsMinusTheSumOfPLogP()
    {
        foreach (T[] row in Decide<T>.Rows())
        {
            T[] logProbabilities = new T[row.Length];
            Subject<T>.LogSoftmax(row, logProbabilities);
            double expected = 0;
            double bound = 0;
            double unit = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
            foreach (double l in logProbabilities.Select(l => double.CreateTruncating(l)).Where(l => Math.Exp(l) > 0))
            {
                expected -= Math.Exp(l) * l;
                // Each log-probability is rounded to T, which changes p and p log p.
                bound -= Math.Exp(l) * l * (2 - l) * unit;
            }

            bound += (row.Length * expected + 1) * 1e-16 + double.CreateTruncating(T.Epsilon);
            Assert.Equal(expected, double.CreateTruncating(Decide<T>.Entropy(row)), bound);
        }
    }
}
