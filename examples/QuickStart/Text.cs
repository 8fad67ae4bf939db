namespace QuickStart;

/// <summary>Formats numbers for the console.</summary>
internal static class Text
{
    /// <summary>Formats a number with a decimal point and just enough digits to identify it.</summary>
    public static string Number(double value)
    {
        string digits = value.ToString("R");
        return double.IsInteger(value) ? digits + ".0" : digits;
    }

    /// <summary>Six decimal places, which float can represent.</summary>
    public static string Row(IEnumerable<float> values) =>
        // Convert to double, because a float is rounded to seven digits before it is formatted, and would be rounded twice.
        $"[{string.Join(", ", values.Select(value => ((double)value).ToString("0.######")))}]";

    /// <summary>Eight decimal places.</summary>
    public static string Row(IEnumerable<double> values) => $"[{string.Join(", ", values.Select(value => value.ToString("0.########")))}]";
}
