namespace LseMlNet.Cli.Output;

/// <summary>Draws a share of one as a bar, to an eighth of a character.</summary>
internal static class Bar
{
    private const string Eighths = "▏▎▍▌▋▊▉█";

    /// <param name="share">0 to 1; of anything else, NaN among it, there is nothing to draw.</param>
    /// <param name="width">The length of the bar of one, in characters.</param>
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
