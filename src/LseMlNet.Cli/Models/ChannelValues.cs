using System.Globalization;

namespace LseMlNet.Cli.Models;

/// <summary>One number for all channels, or one for each channel, written as 123.7,116.3,103.5.</summary>
internal sealed class ChannelValues(params float[] values)
{
    /// <summary>The number of values; 1 means one for all channels.</summary>
    public int Count => values.Length;

    public float this[int channel] => values[Count == 1 ? 0 : channel];

    public float[] ToArray() => [.. values];

    public static ChannelValues? Parse(string text)
    {
        string[] parts = text.Split(',');
        float[] values = new float[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!float.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !float.IsFinite(values[i]))
            {
                return null;
            }
        }
        return new ChannelValues(values);
    }

    /// <summary>Like <see cref="Parse"/>, but returns null when a number is 0.</summary>
    public static ChannelValues? ParseNonZero(string text) => Parse(text) is { } parsed && !parsed.Contains(0) ? parsed : null;

    private bool Contains(float value) => Array.IndexOf(values, value) >= 0;

    public override string ToString() => string.Join(',', values);
}
