using System.Numerics;

namespace LseMlNet.Tests.Streaming;

public sealed class ExactSumTests
{
    [Fact]
    public void Value_NoTerms_IsZero() => Assert.Equal(0, Sum());

    [Theory]
    [InlineData(new[] { 1e100, 1, -1e100 }, 1)]
    [InlineData(new[] { 1, 1e-16, 1e-16 }, 1.0000000000000002)]
    // Half an ulp rounds to even, unless another term tips the balance.
    [InlineData(new[] { 1, 1.1102230246251565e-16 }, 1)]
    [InlineData(new[] { 1, 1.1102230246251565e-16, 1e-300 }, 1.0000000000000002)]
    [InlineData(new[] { 1, 1.1102230246251565e-16, -1e-300 }, 1)]
    [InlineData(new[] { 1.0000000000000002, 1.1102230246251565e-16, -1e-300 }, 1.0000000000000002)]
    [InlineData(new[] { 5e-324, 5e-324 }, 1e-323)]
    [InlineData(new[] { 1.0, -1.0 }, 0)]
    public void Value_FewTerms_IsCorrectlyRounded(double[] terms, double expected) => Assert.Equal(expected, Sum(terms));

    [Theory]
    [InlineData(new[] { 1, double.PositiveInfinity, 2 }, double.PositiveInfinity)]
    [InlineData(new[] { double.MaxValue, double.MaxValue, 1 }, double.PositiveInfinity)]
    [InlineData(new[] { 1, double.NaN, 2 }, double.NaN)]
    [InlineData(new[] { double.PositiveInfinity, double.NegativeInfinity }, double.NaN)]
    public void Value_NonFiniteTerms_IsTheirSum(double[] terms, double expected) => Assert.Equal(expected, Sum(terms));

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Value_RandomTerms_IsExactInAnyOrderAndShares(int seed)
    {
        var random = new Random(seed);
        double[] terms = [.. Enumerable.Range(0, 500).Select(_ => (random.NextDouble() - 0.3) * Math.Pow(2, random.Next(-120, 120)))];
        double expected = Exact(terms);
        for (int trial = 0; trial < 20; trial++)
        {
            random.Shuffle(terms);
            Assert.Equal(expected, Sum(terms));

            ExactSum[] shares = [.. Enumerable.Range(0, 1 + trial).Select(_ => new ExactSum())];
            foreach (double term in terms)
            {
                shares[random.Next(shares.Length)].Add(term);
            }

            var all = new ExactSum();
            foreach (ExactSum share in shares)
            {
                all.Add(share);
            }

            Assert.Equal(expected, all.Value);
        }
    }

    // Every term is a multiple of 2^-200, so the sum is computed as an integer in that unit and rounded once.
    private static double Exact(double[] terms)
    {
        BigInteger sum = BigInteger.Zero;
        foreach (double term in terms)
        {
            long bits = BitConverter.DoubleToInt64Bits(term);
            int exponent = (int)(bits >> 52 & 0x7FF);
            var significand = new BigInteger((bits & 0xFFFFFFFFFFFFF) | 1L << 52);
            sum += (term < 0 ? -significand : significand) << (exponent - 1075 + 200);
        }
        int shift = (int)BigInteger.Abs(sum).GetBitLength() - 53;
        BigInteger rest = BigInteger.Abs(sum) & ((BigInteger.One << shift) - 1), half = BigInteger.One << (shift - 1);
        BigInteger rounded = BigInteger.Abs(sum) >> shift;
        if (rest > half || (rest == half && !rounded.IsEven))
        {
            rounded++;
        }

        return sum.Sign * Math.ScaleB((double)rounded, shift - 200);
    }

    private static double Sum(params double[] terms)
    {
        var sum = new ExactSum();
        foreach (double term in terms)
        {
            sum.Add(term);
        }

        return sum.Value;
    }
}
