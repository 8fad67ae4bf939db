using System.Globalization;
using System.Numerics;

namespace LseMlNet.Numerics.Tests.Support;

/// <summary>Values of either element type, and comparisons whose failure messages state what differs and where.</summary>
internal static class Values
{
    public static T[] Of<T>(params double[] values)
        where T : IBinaryFloatingPointIeee754<T> => [.. values.Select(T.CreateTruncating)];

    /// <summary>Returns normally distributed values, which are the same for the same seed.</summary>
    public static T[] Normal<T>(int seed, int count, double scale = 1, double mean = 0)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Random random = new(seed);
        T[] values = new T[count];
        for (int i = 0; i < count; i++)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            values[i] = T.CreateTruncating(mean + scale * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return values;
    }

    /// <summary>Returns the distance of two values in units in the last place, or 0 for two NaNs.</summary>
    public static double Ulps<T>(T expected, T actual)
        where T : IBinaryFloatingPointIeee754<T>
    {
        if (T.IsNaN(expected) || T.IsNaN(actual))
        {
            return T.IsNaN(expected) && T.IsNaN(actual) ? 0 : double.PositiveInfinity;
        }

        if (expected == actual)
        {
            return 0;
        }

        T unit = T.BitIncrement(T.Abs(expected)) - T.Abs(expected);
        return double.CreateTruncating(T.Abs(actual - expected)) / double.CreateTruncating(unit);
    }

    public static void AssertWithin<T>(double ulps, ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what = "")
        where T : IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            AssertWithin(ulps, expected[i], actual[i], string.Create(CultureInfo.InvariantCulture, $"{what} [{i}]"));
        }
    }

    public static void AssertWithin<T>(double ulps, T expected, T actual, string what = "")
        where T : IBinaryFloatingPointIeee754<T>
    {
        double found = Ulps(expected, actual);
        Assert.True(
            found <= ulps,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: expected {expected:G17}, actual {actual:G17}, {found:G4} ulp apart, {ulps} allowed"));
    }
}
