using System.Globalization;
using System.Xml.Linq;
using static LseMlNet.Cli.Html.Tag;

namespace LseMlNet.Cli.Report;

/// <summary>How far the answers can be trusted: what the model does on held-out pictures.</summary>
internal static class EvaluationSections
{
    public static IEnumerable<XElement> Of(ReportData data) => data.Evaluation is { } evaluation
        ? [Metrics(evaluation), Reliability(evaluation), Acceptance(evaluation), ConfusionSection.Of(evaluation.Confusions)]
        : [Section("evaluation", "Evaluation", Tag.Of("p", $"Metrics, reliability, the curve of refusal and the confusion matrix are left out: {data.WhyNoEvaluation}"))];

    private static XElement Metrics(EvaluationResult evaluation) => Section(
        "metrics",
        "Metrics on held-out pictures",
        Tag.Of("p", EvaluationText.Set(evaluation)),
        Tag.Of("p", $"Every second one has found the temperature of {Numbers.Temperature(evaluation.HeldOut.Scaling.Temperature)} that logits are divided by; " +
            "this and all below is of the others, before and after that. The pictures above are shown with the probabilities before."),
        DataTable.Of(
            "Metrics before and after temperature scaling",
            ["Metric", .. evaluation.Columns.Select(column => column.Title)],
            MetricsRow.All.Select(row => (IReadOnlyList<string>)[row.Name.Trim(), .. evaluation.Columns.Select(row.Text)])));

    private static XElement Reliability(EvaluationResult evaluation) => Section(
        "reliability",
        "Reliability",
        Tag.Of("p", "Of the pictures that the model is 80 % sure of, 80 % should be right. A bar below its mark: too sure; above it: not sure enough."),
        Tag.Of("div.charts", ReliabilityFigure("before", evaluation.HeldOut.Before), ReliabilityFigure("after", evaluation.HeldOut.After)));

    private static XElement ReliabilityFigure(string when, LogitsMetrics metrics) => Tag.Of(
        "figure.chart",
        Tag.Of("figcaption", char.ToUpperInvariant(when[0]) + when[1..] + " temperature scaling ",
            Tag.Of("span.quiet", $"expected calibration error {Numbers.Metric(metrics.ExpectedCalibrationError)}")),
        ReliabilityChart.Draw($"reliability-{when}", when, metrics),
        Tag.Of("details", Tag.Of("summary", "The figures"), DataTable.Of(
            $"Reliability {when} temperature scaling",
            ["Confidence", "Pictures", "Right", "Sure"],
            from bin in metrics.ReliabilityBins
            where bin.RowCount > 0
            select (IReadOnlyList<string>)[ReliabilityBars.Range(bin), Numbers.Count(bin.RowCount), Numbers.Metric(bin.Accuracy), Numbers.Metric(bin.Confidence)])));

    private static XElement Acceptance(EvaluationResult evaluation) => Section(
        "acceptance",
        "Accepting and refusing",
        Tag.Of("p", "What it pays to refuse answers below a minimum probability: the fewer pictures are answered, the more of the answers are right."),
        Tag.Of(
            "div.charts",
            Tag.Of("figure.chart", Tag.Of("figcaption", "Answered and right"), AcceptanceChart.Draw(evaluation.AcceptanceBefore, evaluation.AcceptanceAfter)),
            DataTable.Of(
                "What is answered, and what of it is right",
                ["Minimum", "Answered before", "Right before", "Answered after", "Right after"],
                evaluation.AcceptanceBefore.Zip(evaluation.AcceptanceAfter, (before, after) => (IReadOnlyList<string>)
                [
                    before.MinimumProbability.ToString("F2", CultureInfo.InvariantCulture),
                    Numbers.Metric(before.Coverage), Numbers.Metric(before.Accuracy), Numbers.Metric(after.Coverage), Numbers.Metric(after.Accuracy),
                ]))));
}
