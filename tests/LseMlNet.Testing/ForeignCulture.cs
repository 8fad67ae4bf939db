using System.Globalization;

namespace LseMlNet.Testing;

/// <summary>
/// Cultures that write numbers as German and Arabic do. They are created here, because the system's cultures are missing if .NET
/// is installed without the library for them.
/// </summary>
public static class ForeignCulture
{
    public static CultureInfo German { get; } = Create(decimalSeparator: ",", groupSeparator: ".", negativeSign: "-", nan: "NaN", infinity: "∞");

    public static CultureInfo Arabic { get; } = Create(decimalSeparator: "٫", groupSeparator: "٬", negativeSign: "\u061C-", nan: "ليس رقم", infinity: "لا نهاية");

    /// <summary>Checks that a text is the same in every culture.</summary>
    public static void AssertSame(Func<string> text)
    {
        string invariant = Under(CultureInfo.InvariantCulture, text);
        Assert.Equal(invariant, Under(German, text));
        Assert.Equal(invariant, Under(Arabic, text));
    }

    private static string Under(CultureInfo culture, Func<string> text)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return text();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static CultureInfo Create(string decimalSeparator, string groupSeparator, string negativeSign, string nan, string infinity)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        NumberFormatInfo numbers = culture.NumberFormat;
        (numbers.NumberDecimalSeparator, numbers.NumberGroupSeparator, numbers.NegativeSign) = (decimalSeparator, groupSeparator, negativeSign);
        (numbers.NaNSymbol, numbers.PositiveInfinitySymbol, numbers.NegativeInfinitySymbol) = (nan, infinity, negativeSign + infinity);
        return culture;
    }
}
