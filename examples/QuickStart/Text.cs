namespace QuickStart;

/// <summary>Numbers as the program prints them.</summary>
internal static class Text
{
    /// <summary>All the digits that tell the number from its neighbours, and a decimal point.</summary>
    public static string Number(double value)
    {
        string digits = value.ToString("R");
        return double.IsInteger(value) ? digits + ".0" : digits;
    }

    /// <summary>Six digits behind the point: what float has for sure.</summary>
    public static string Row(IEnumerable<float> values) => $"[{string.Join(", ", values.Select(value => ((double)value).ToString("0.######")))}]";

    /// <summary>Eight digits behind the point.</summary>
    public static string Row(IEnumerable<double> values) => $"[{string.Join(", ", values.Select(value => value.ToString("0.########")))}]";
}
