using System.Globalization;
using System.Text;
using static LseMlNet.MetricsText;

namespace LseMlNet;

/// <summary>Formats metrics as plain text and as Markdown. Numbers look the same in every culture.</summary>
internal static class LogitsMetricsText
{
    private const int UsualTopK = 5;

    public static string Plain(LogitsMetrics metrics) => MetricsText.Plain(Rows(metrics), Values(metrics));

    public static string Markdown(LogitsMetrics metrics)
    {
        StringBuilder text = MetricsText.Markdown(Rows(metrics), Values(metrics));
        string from = metrics.Binning == CalibrationBinning.EqualWidth ? "above" : "from";
        text.AppendLine(CultureInfo.InvariantCulture, $"| confidence {from} | up to | rows | mean confidence | accuracy |");
        text.AppendLine("|---:|---:|---:|---:|---:|");
        foreach (ReliabilityBin bin in metrics.ReliabilityBins)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {Number(bin.LowerBound)} | {Number(bin.UpperBound)} | {Count(bin.RowCount)} | {OrDash(bin.Confidence)} | " +
                $"{OrDash(bin.Accuracy)} |");
        }
        return Ended(text);
    }

    private static string Rows(LogitsMetrics metrics) =>
        $"{Count(metrics.EvaluatedRowCount)} of {Count(metrics.RowCount)} rows evaluated; left out: " +
        $"{Count(metrics.InvalidRowCount)} without a softmax, {Count(metrics.MissingLabelCount)} without a label.";

    private static IEnumerable<(string Name, string Value)> Values(LogitsMetrics metrics)
    {
        MetricsIntervals? intervals = metrics.Intervals;
        yield return ("micro-accuracy", Number(metrics.MicroAccuracy, intervals?.MicroAccuracy));
        yield return ("macro-accuracy", Number(metrics.MacroAccuracy, intervals?.MacroAccuracy));
        if (metrics.ClassCount > UsualTopK)
        {
            yield return ($"top-{UsualTopK} accuracy", Number(metrics.TopKAccuracy(UsualTopK), intervals?.TopFiveAccuracy));
        }

        yield return ("macro F1", Number(metrics.MacroAverage.F1));
        if (metrics.MacroAverage.AreaUnderRocCurve is { } area)
        {
            yield return ("macro area under the ROC curve", Number(area));
        }

        if (metrics.HasClassAxis)
        {
            yield return ("mean intersection over union", Number(metrics.MacroAverage.IntersectionOverUnion));
        }

        yield return ("log-loss (nats)", Number(metrics.LogLoss, intervals?.LogLoss));
        yield return ("log-loss reduction", Number(metrics.LogLossReduction));
        yield return ("Brier score", Number(metrics.BrierScore, intervals?.BrierScore));
        yield return ("mean entropy (nats)", Number(metrics.MeanEntropy, intervals?.MeanEntropy));
        string property = metrics.Binning == CalibrationBinning.EqualWidth ? "width" : "mass";
        string bins = $"{metrics.ReliabilityBins.Count} bins of equal {property}";
        yield return ($"expected calibration error ({bins})", Number(metrics.ExpectedCalibrationError));
        yield return ("maximum calibration error", Number(metrics.MaximumCalibrationError));
        yield return ("debiased calibration error", Number(metrics.DebiasedCalibrationError));
        if (metrics.ClasswiseCalibrationError is { } classwise)
        {
            yield return ("classwise calibration error", Number(classwise));
        }

        if (metrics.SmoothCalibrationError is { } smooth)
        {
            yield return ("smooth calibration error", Number(smooth));
        }

        if (metrics.RiskCoverage is { } curve)
        {
            yield return ("area under the risk–coverage curve", Number(curve.Area));
            yield return ("generalized area under it", Number(curve.GeneralizedArea));
        }
    }

    // An interval shows how few decimals matter.
    private static string Number(double value, MetricInterval? interval) =>
        interval is { } range
            ? $"{Number(value, "0.000", "0.00e+0")} [{Number(range.Lower, "0.000", "0.00e+0")}, {Number(range.Upper, "0.000", "0.00e+0")}]"
            : Number(value);

    // Four decimals, or four significant digits for a number too small to show in four decimals.
    private static string Number(double value) => Number(value, "0.0000", "0.000e+0");

    private static string Number(double value, string format, string formatOfSmall) =>
        double.IsNaN(value) ? "undefined"
        : double.IsInfinity(value) ? value > 0 ? "∞" : "−∞"
        : value.ToString(value != 0 && Math.Abs(value) < 1e-3 ? formatOfSmall : format, CultureInfo.InvariantCulture);

    private static string OrDash(double value) => double.IsNaN(value) ? "–" : Number(value);
}
