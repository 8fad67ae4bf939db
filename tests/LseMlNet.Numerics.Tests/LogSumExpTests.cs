using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Tests;

public sealed class LogSumExpSingleTests : LogSumExpTests<float>;

public sealed class LogSumExpDoubleTests : LogSumExpTests<double>;

public abstract class LogSumExpTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(SpecialRows.Names), MemberType = typeof(SpecialRows))]
    public void LogSumExp_SpecialRow_MatchesTheTable(string name)
    {
        SpecialRows.SpecialRow row = SpecialRows.Named(name);
        T actual = Subject<T>.LogSumExp(Values.Of<T>(row.Logits));
        Values.AssertWithin(0, T.CreateTruncating(row.LogSumExp), actual, name);
    }

    [Theory]
    [MemberData(nameof(SpecialRows.Names), MemberType = typeof(SpecialRows))]
    public void LogSumExp_SpecialRowPadded_MatchesTheTable(string name)
    {
        SpecialRows.SpecialRow row = SpecialRows.Named(name);
        for (int length = row.Logits.Length + 1; length < 80; length++)
        {
            T[] logits = Values.Of<T>(SpecialRows.Padded(row.Logits, length, double.NegativeInfinity));
            Values.AssertWithin(0, T.CreateTruncating(row.LogSumExp), Subject<T>.LogSumExp(logits), $"{name}, length {length}");
        }
    }

    // Rows from the literature. The values were computed with mpmath at 50 digits.
    [Theory]
    [InlineData(new double[] { 11, 12, -1000, 5, 10, 0.001 }, 12.408216490736713)]
    [InlineData(new double[] { -1000, 1000, -1000, 5, 10, 0.001 }, 1000.0)]
    [InlineData(new double[] { 1000, 1001, 1002 }, 1002.4076059644444)]
    [InlineData(new double[] { 20, 0 }, 20.000000002061153)]
    public void LogSumExp_KnownRow_IsTheReference(double[] logits, double expected) =>
        Values.AssertWithin(1, T.CreateTruncating(expected), Subject<T>.LogSumExp(Values.Of<T>(logits)));

    // The maximum and the logarithm nearly cancel. The values were computed with mpmath at 50 digits. Plain double precision would
    // be off by 1e-16.
    [Theory]
    [InlineData(new double[] { -0.703125, -0.6875 }, -0.0021348021723654961332)]
    [InlineData(new double[] { -1.125, -1.0625, -1.109375 }, 8.2197077998831511524e-6)]
    [InlineData(new double[] { -2, -1, -3, -1.5, -2.5, -4, -3.5, -6, -5 }, -0.08779713321333619216)]
    [InlineData(new double[] { 0.125, -3, -5.5, double.NegativeInfinity }, 0.17144789630471494035)]
    [InlineData(
        new double[] { -2.3125, -2.3125, -2.3125, -2.3125, -2.3125, -2.3125, -2.3125, -2.3125, -2.3125, -2.25 }, -0.0034861697983227471685)]
    public void LogSumExp_NearZero_KeepsDigitsBeyondTheType(double[] logits, double expected)
    {
        double actual = double.CreateTruncating(Subject<T>.LogSumExp(Values.Of<T>(logits)));
        // Without vectors, the kernel uses Math.Exp and is only as precise as the type.
        double allowed = typeof(T) == typeof(float) ? 6e-8 * Math.Abs(expected)
            : Fma.IsSupported || AdvSimd.IsSupported ? 1.2e-16 * Math.Abs(expected)
            : Vector128.IsHardwareAccelerated ? 1.5e-17 : 2e-16;
        Assert.True(Math.Abs(actual - expected) <= allowed, $"expected {expected:G17}, actual {actual:G17}");
    }

    // Results on both sides of the smallest normal double. A simple sum would round them twice: first in double precision, then to a
    // subnormal number.
    [Theory]
    [InlineData(new double[] { 0, -709.5, -740 }, 7.3801483140129997225e-309)]
    [InlineData(new double[] { 0, -711.625, -717 }, 8.8551486407300210337e-310)]
    [InlineData(new double[] { 0, -721.875, -709.875 }, 5.0723279773768488138e-309)]
    [InlineData(new double[] { 0, -739, -709 }, 1.2167807506235369273e-308)]
    [InlineData(new double[] { 0, -714.5, -728.125 }, 4.9727108348328670319e-311)]
    [InlineData(new double[] { 0, -745, -745, -745 }, 8.4670521914158112291e-324)]
    public void LogSumExp_ResultNearTheSmallestNormal_IsRoundedOnce(double[] logits, double expected)
    {
        // Sums of doubles are themselves rounded, which matters near a tie.
        double ulps = typeof(T) == typeof(float) && Vector128.IsHardwareAccelerated ? 0 : 1;
        Values.AssertWithin(ulps, T.CreateTruncating(expected), Subject<T>.LogSumExp(Values.Of<T>(logits)));
    }

    // The maximum and the logarithm cancel, and both are far below the unit in the last place of 1. The values were computed with
    // mpmath at 60 digits.
    [Theory]
    [InlineData(new double[] { -1.5e-50, -115.12925464970229 }, -5.0000000000000547679e-51)]
    [InlineData(new double[] { -1e-45, -103.97 }, -2.978939480888725665e-46)]
    [InlineData(
        new double[] { -1.5e-40, -92.10340371976183, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity },
        -5.0000000000000167545e-41)]
    public void LogSumExp_CancellationFarBelowOne_KeepsItsDigits(double[] logits, double expected)
    {
        foreach (int infinities in new[] { 0, 1, 7, 1000 })
        {
            T[] row = Values.Of<T>([.. logits, .. Enumerable.Repeat(double.NegativeInfinity, infinities)]);
            double actual = double.CreateTruncating(Subject<T>.LogSumExp(row));
            // These results are below the smallest float.
            (double lowest, double highest) = typeof(T) == typeof(float) ? (-1e-37, 1e-37) : (expected * 1.00001, expected * 0.99999);
            Assert.InRange(actual, lowest, highest);
        }
    }

    [Fact]
    public void LogSumExp_ManyTermsBelowTheSmallestNumber_IsTheirSum()
    {
        // 1,024 e^-746.01, computed with mpmath at 50 digits.
        T[] row = new T[1025];
        row.AsSpan(1).Fill(T.CreateTruncating(-746.01));
        T expected = Vector128.IsHardwareAccelerated ? T.CreateTruncating(1.052624592e-321) : T.Zero;
        Values.AssertWithin(1, expected, Subject<T>.LogSumExp(row));
    }

    [Fact]
    public void LogSumExp_BadArguments_Throws()
    {
        T[] buffer = new T[10];
        Assert.Throws<ArgumentException>("results", () => Subject<T>.LogSumExp(new T[4], 2, new T[1]));
        Assert.Throws<ArgumentException>("results", () => Subject<T>.LogSumExp(buffer.AsSpan(0, 6), 3, buffer));
        Assert.Throws<ArgumentException>("logits", () => Subject<T>.LogSumExp(new T[7], 3, new T[7]));
        Assert.Throws<ArgumentOutOfRangeException>("rowLength", () => Subject<T>.LogSumExp(new T[3], 0, new T[3]));
    }

    [Fact]
    public void LogSumExp_Batch_MatchesEachRowAlone()
    {
        foreach (int rowLength in new[] { 1, 2, 3, 10, 33, 257 })
        {
            T[] logits = Values.Normal<T>(rowLength, 5 * rowLength, 4);
            T[] batch = new T[6];
            batch[5] = T.One;
            Subject<T>.LogSumExp(logits, rowLength, batch);
            for (int row = 0; row < 5; row++)
            {
                Assert.Equal(Subject<T>.LogSumExp(logits.AsSpan(row * rowLength, rowLength)), batch[row]);
            }

            Assert.Equal(T.One, batch[5]);
        }
    }
}
