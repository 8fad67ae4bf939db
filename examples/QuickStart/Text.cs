namespace QuickStart;

/// <summary>Numbers as the program prints them.</summary>
internal static class Text
{
    public static string Row(IEnumerable<float> values) => Row(values.Select(value => (double)value));

    public static string Row(IEnumerable<double> values) =>
        $"[{string.Join(", ", values.Select(value => value.ToString("0.########")))}]";
}
