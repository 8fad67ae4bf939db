namespace LseMlNet.Cli.Output;

/// <summary>Draws a share as a bar, to an eighth of a character.</summary>
internal static class Bar
{
    private const string Eighths = "▏▎▍▌▋▊▉█";

    /// <param name="share">The share, from The share, from 0 to 1; anything else, including NaN, draws nothing.</param>
    /// <param name="width">The length of the bar for a share of 1, in characters.</param>
    public static string Draw(float share, int width)
    {
        if (share is not (>= 0 and <= 1))
        {
            return "";
        }

        int length = (int)MathF.Round(share * width * Eighths.Length);
        string whole = new(Eighths[^1], length / Eighths.Length);
        int rest = length % Eighths.Length;
        return rest == 0 ? whole : whole + Eighths[rest - 1];
    }
}
