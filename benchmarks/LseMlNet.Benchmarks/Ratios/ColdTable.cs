using System.Globalization;

namespace LseMlNet.Benchmarks.Ratios;

/// <summary>
/// The costs of a program that scores a few rows and ends: the first call, and the first 10,000 rows compared with naive code.
/// </summary>
internal static class ColdTable
{
    private const int Processes = 3;

    public static void Print(Filter filter)
    {
        Table.Begin(
            "cold program, N",
            [
                "naive: first call, ms", "10,000 rows, ms",
                .. Settings.All.SelectMany(settings => (string[])[$"{settings.Name}: first call, ms", "10,000 rows, naive ÷ LseMlNet"]),
            ]);
        foreach (string kernel in Child.RunOrdinary(Settings.Default, "list").Select(line => line[0]).Where(filter.SelectsKernel))
        {
            foreach (string length in ((string[])["10", "1000"]).Where(filter.SelectsShape))
            {
                (double first, double all) = Measure(Settings.Default, "naive", kernel, length);
                Table.Row(
                    $"{kernel}, {length}",
                    [
                        Figures.Text(first, "0.0"), Figures.Text(all, "0.0"),
                        .. Settings.All.SelectMany(settings => Cells(Measure(settings, "ours", kernel, length), all)),
                    ]);
            }
        }
    }

    private static string[] Cells((double First, double All) ours, double naive) =>
        [Figures.Text(ours.First, "0.0"), Figures.Text(naive / ours.All, "0.00")];

    private static (double First, double All) Measure(Settings settings, string whose, string kernel, string length)
    {
        double[][] figures =
        [
            .. Enumerable.Range(0, Processes).Select(_ =>
                Array.ConvertAll(
                    Child.RunOrdinary(settings, ["cold", whose, .. kernel.Split(' '), length])[0],
                    field => double.Parse(field, CultureInfo.InvariantCulture))),
        ];
        return (Figures.Median(figures.Select(pair => pair[0])), Figures.Median(figures.Select(pair => pair[1])));
    }
}
