using System.Globalization;

namespace LseMlNet.Cli.Html;

/// <summary>Numbers with two decimals at most, for drawings and running text.</summary>
internal static class ShortNumber
{
    public static string Of(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Percent(double share) => $"{Of(100 * share)} %";
}
