using System.Globalization;

namespace LseMlNet.Cli.Evaluate;

/// <summary>
/// Draws, for pictures of similar confidence, the share of right answers as a bar and the mean confidence as a mark. For a
/// calibrated model, every bar ends at its mark.
/// </summary>
internal static class ReliabilityBars
{
    private const int Width = 50;
    private const char Mark = '│';

    public static void Write(TextWriter output, LogitsMetrics metrics, string unit = "pictures")
    {
        output.WriteLine($"  {"confidence",-13}{unit,10}{"right",9}{"sure",9}   0{"1",Width - 1}");
        foreach (ReliabilityBin bin in metrics.ReliabilityBins.Where(bin => bin.RowCount > 0))
        {
            output.WriteLine($"  {Range(bin),-13}{Numbers.Count(bin.RowCount),10}{Numbers.Metric(bin.Accuracy),9}{Numbers.Metric(bin.Confidence),9}   {BarWithMark(bin, Width)}");
        }
    }

    public static string Range(ReliabilityBin bin) => string.Create(CultureInfo.InvariantCulture, $"{bin.LowerBound:F3}–{bin.UpperBound:F3}");

    public static string BarWithMark(ReliabilityBin bin, int width)
    {
        string bar = Bar.Draw((float)bin.Accuracy, width).PadRight(width);
        int mark = Math.Min((int)(bin.Confidence * width), width - 1);
        return $"{bar[..mark]}{Mark}{bar[(mark + 1)..]}".TrimEnd();
    }
}
