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

    [Theory]
    // Bits just below, at and above half an ulp, far apart and next to each other.
    [InlineData(new[] { 9007199254740992, 1.0 }, 9007199254740992)]
    [InlineData(new[] { 9007199254740992, 1.0, 1e-300 }, 9007199254740994)]
    [InlineData(new[] { -9007199254740992, -1.0, -1e-300 }, -9007199254740994)]
    [InlineData(new[] { 9007199254740994, 1.0 }, 9007199254740996)]
    [InlineData(new[] { double.MaxValue, double.MaxValue, -double.MaxValue }, double.MaxValue)]
    [InlineData(new[] { 1e-310, -5e-324, 1e300, -1e300 }, 9.9999999999995e-311)]
    [InlineData(new[] { -1.0, 4294967296, -4294967295 }, 0)]
    public void Value_TermsOfDifferentSize_IsCorrectlyRounded(double[] terms, double expected) => Assert.Equal(expected, Sum(terms));

    [Theory, InlineData(double.MaxValue), InlineData(-4503599627370495.5), InlineData(5e-324), InlineData(-1.9999999999999998)]
    public void Value_MoreTermsThanDigitsHold_CarriesInTime(double term)
    {
        var sum = new ExactSum();
        for (int i = 0; i < 10_001; i++)
        {
            sum.Add(term);
        }

        for (int i = 0; i < 10_000; i++)
        {
            sum.Add(-term);
        }

        Assert.Equal(term, sum.Value);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Write_EqualSums_GiveEqualBytesAndAreReadBack(int seed)
    {
        var random = new Random(seed);
        double[] terms = [.. Enumerable.Range(0, 3000).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-60, 60)))];
        ExactSum once = SumOf(terms), cancelled = SumOf([.. terms, 1e300, 1e-300, -1e-300, -1e300]);
        random.Shuffle(terms);
        ExactSum parts = SumOf(terms[..1000]);
        parts.Add(SumOf(terms[1000..]));

        byte[] bytes = Bytes(once);
        Assert.Equal(bytes, Bytes(cancelled));
        Assert.Equal(bytes, Bytes(parts));
        ExactSum read = Read(bytes);
        Assert.Equal(once.Value, read.Value);
        Assert.Equal(bytes, Bytes(read));
        read.Add(1e100);
        read.Add(once);
        Assert.Equal(Sum([.. terms, .. terms, 1e100]), read.Value);
    }

    [Theory]
    [InlineData(new double[0], 0)]
    [InlineData(new[] { 1.0, -1.0 }, 0)]
    [InlineData(new[] { 5.0, double.PositiveInfinity }, double.PositiveInfinity)]
    [InlineData(new[] { double.NegativeInfinity, 3.0 }, double.NegativeInfinity)]
    [InlineData(new[] { double.NegativeInfinity, double.PositiveInfinity }, double.NaN)]
    public void Write_SpecialSum_IsOneByte(double[] terms, double expected)
    {
        byte[] bytes = Bytes(SumOf(terms));
        Assert.Single(bytes);
        Assert.Equal(expected, Read(bytes).Value);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 68, 1, 1, 0, 0, 0)]
    [InlineData(1, 30, 1, 0, 0, 0, 0)]
    [InlineData(2, 30, 2, 0, 0, 0, 0, 1, 0, 0, 0)]
    [InlineData(2, 30, 2, 1, 0, 0, 0, 0, 0, 0, 0)]
    public void Read_OtherBytes_ThrowsInvalidData(params int[] bytes) =>
        Assert.Throws<InvalidDataException>(() => Read([.. bytes.Select(value => (byte)value)]));

    private static byte[] Bytes(ExactSum sum)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        sum.Write(writer);
        return memory.ToArray();
    }

    private static ExactSum Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return ExactSum.Read(reader);
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

    private static double Sum(params double[] terms) => SumOf(terms).Value;

    private static ExactSum SumOf(double[] terms)
    {
        var sum = new ExactSum();
        foreach (double term in terms)
        {
            sum.Add(term);
        }

        return sum;
    }
}
