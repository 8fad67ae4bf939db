using System.Globalization;

namespace LseMlNet.Cli.Output;

/// <summary>Writes numbers with only those digits that are the same on every processor.</summary>
internal static class Numbers
{
    public static string Percent(float probability) =>
        float.IsNaN(probability) ? "NaN" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * probability:F2} %");

    /// <summary>Writes a number with a given number of decimals.</summary>
    public static string Fixed(float value, int decimals) => value.ToString($"F{decimals}", CultureInfo.InvariantCulture);

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Writes a share or a loss; a dash if there is none.</summary>
    public static string Metric(double? value) => value switch
    {
        null => "–",
        double.NaN => "NaN",
        double.PositiveInfinity => "∞",
        _ => Write(value.Value, ["F4", "F3", "F2", "F1"]),
    };

    /// <summary>Writes four digits, or all digits before the decimal point.</summary>
    public static string Temperature(double value) => Write(value, value < 0.1 ? ["G4"] : ["F3", "F2", "F1"]);

    // The larger the number, the fewer decimals are written.
    private static string Write(double value, string[] formats)
    {
        int digitsBefore = Math.Max(1, (int)Math.Floor(Math.Log10(Math.Max(Math.Abs(value), 1))) + 1);
        return value.ToString(digitsBefore <= formats.Length ? formats[digitsBefore - 1] : "N0", CultureInfo.InvariantCulture);
    }
}
