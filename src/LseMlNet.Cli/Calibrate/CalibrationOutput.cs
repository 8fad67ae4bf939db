using System.Globalization;

namespace LseMlNet.Cli.Calibrate;

/// <summary>Prints a temperature in the requested form.</summary>
internal static class CalibrationOutput
{
    /// <summary>The options that choose the form.</summary>
    public static OutputOptions Options() => new("one, with \"temperature\", \"logLossBefore\", \"logLossAfter\", \"rows\" and \"leftOut\"");

    /// <summary>Prints the temperature, and returns the exit code.</summary>
    /// <param name="scaling">The temperature.</param>
    /// <param name="unusable">The number of pictures that cannot be read.</param>
    /// <param name="form">The form.</param>
    public static int Write(TemperatureScalingTransformer scaling, long unusable, OutputForm form)
    {
        (double before, double after) = (scaling.NegativeLogLikelihoodBefore, scaling.NegativeLogLikelihoodAfter);
        switch (form)
        {
            case OutputForm.Json:
                Console.WriteLine(JsonLines.Serialize(new
                {
                    temperature = scaling.Temperature,
                    logLossBefore = before,
                    logLossAfter = after,
                    rows = scaling.RowsUsed,
                    leftOut = scaling.RowsLeftOut,
                }));
                break;
            case OutputForm.Csv:
                using (var csv = new CsvRecords(Console.Out))
                {
                    csv.Values("temperature", "logLossBefore", "logLossAfter", "rows", "leftOut");
                    csv.End();
                    csv.Values([.. new[] { scaling.Temperature, before, after, scaling.RowsUsed, scaling.RowsLeftOut }.Select(value => value.ToString(CultureInfo.InvariantCulture))]);
                    csv.End();
                }

                break;
            default:
                Console.WriteLine($"Temperature: {Numbers.Temperature(scaling.Temperature)}, from {Numbers.Count(scaling.RowsUsed)} rows");
                Console.WriteLine($"  log-loss (nats)  {Numbers.Metric(before)} before, {Numbers.Metric(after)} after");
                break;
        }

        return unusable + scaling.RowsLeftOut > 0 ? ExitCode.Unusable : ExitCode.Done;
    }
}
