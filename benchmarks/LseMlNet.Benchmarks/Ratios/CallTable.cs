using System.Globalization;

namespace LseMlNet.Benchmarks.Ratios;

/// <summary>
/// Compares each kernel with itself in a program without tiered compilation: for several kinds of calls under the default settings, and
/// for the slowest kind of call under other settings.
/// </summary>
internal static class CallTable
{
    private static readonly string[] Calls = ["Delegate", "Loop", "StackAlloc", "Generic", "Async"];

    public static void Print(Filter filter)
    {
        // Each combination runs in a separate process, because a program has one kind of call and one set of settings. Each runs twice, and
        // the faster time counts, because other load on the machine changes from process to process.
        Dictionary<(Settings, string), Dictionary<string, double>> times = [];
        foreach ((Settings settings, string call) in from round in Enumerable.Range(0, 2)
                                                     from settings in Settings.All
                                                     from call in Calls
                                                     select (settings, call))
        {
            Dictionary<string, double> found = Measure(settings, call, filter);
            times[(settings, call)] = times.TryGetValue((settings, call), out Dictionary<string, double>? before)
                ? found.ToDictionary(cell => cell.Key, cell => Math.Min(cell.Value, before[cell.Key]))
                : found;
        }

        Table.Begin(
            "call, N", ["ns, no tiering", .. Calls, .. Settings.All.Skip(1).Select(settings => $"{settings.Name}, slowest")]);
        foreach (string row in times[(Settings.Default, Calls[0])].Keys)
        {
            double best = Calls.Min(call => times[(Settings.NoTiering, call)][row]);
            Table.Row(
                row,
                [
                    Figures.Text(best, "0.0"),
                    .. Calls.Select(call => Figures.Text(times[(Settings.Default, call)][row] / best, "0.00")),
                    .. Settings.All.Skip(1).Select(
                        settings => Figures.Text(Calls.Max(call => times[(settings, call)][row]) / best, "0.00")),
                ]);
        }
    }

    private static Dictionary<string, double> Measure(Settings settings, string call, Filter filter) =>
        Child.RunOrdinary(settings, ["warm", call, .. filter.Words])
            .ToDictionary(line => $"{line[0]}, {line[1]}", line => double.Parse(line[2], CultureInfo.InvariantCulture));
}
