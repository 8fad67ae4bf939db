using System.Globalization;

namespace LseMlNet.Benchmarks;

/// <summary>Medians and ratios of measured times, as numbers and as text.</summary>
internal static class Figures
{
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>The median of the quotients of paired times.</summary>
    public static string Ratio(double[] dividends, double[] divisors) =>
        Text(Median(dividends.Zip(divisors, (dividend, divisor) => dividend / divisor)), "0.00");

    public static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
