using System.Globalization;
using Spectre.Console;

namespace LseMlNet.Cli.Evaluate;

/// <summary>Shows an evaluation on a terminal.</summary>
internal static class EvaluationTables
{
    private const int BarWidth = 30;

    public static void Write(IAnsiConsole terminal, EvaluationResult result)
    {
        terminal.WriteLine(EvaluationText.Set(result));
        terminal.WriteLine(EvaluationText.Halves);
        if (result.Request.IsOwnModelOnShippedPictures)
        {
            terminal.Write(new Text($"{EvaluationText.OtherClasses}\n", Color.Yellow));
        }

        Metrics(terminal, result.HeldOut, result.Columns);
        if (result.Amplified is { } amplified)
        {
            Title(terminal, $"A demonstration: the same logits times {amplified.Factor}, as in models with unscaled inputs");
            Metrics(terminal, amplified.HeldOut, amplified.Columns);
        }
        Reliability(terminal, "before", result.HeldOut.Before);
        Reliability(terminal, "after", result.HeldOut.After);
        Acceptance(terminal, result.AcceptanceBefore, result.AcceptanceAfter);
        Intervals(terminal, result.HeldOut);
        Promises(terminal, result.Guarantees);
        Classes(terminal, result.HeldOut);
        Mistakes(terminal, Confusion.MostFrequent(result.Confusions, EvaluationText.MistakesShown));
    }

    private static void Metrics(IAnsiConsole terminal, HeldOutEvaluation evaluation, IReadOnlyList<MetricsColumn> columns)
    {
        Title(terminal, EvaluationText.Temperature(evaluation.Scaling));
        Table table = NewTable("");
        foreach (MetricsColumn column in columns)
        {
            Right(table, $"{column.Title} {column.Subtitle}".Trim());
        }

        foreach (MetricsRow row in MetricsRow.All)
        {
            table.AddRow([new Text(row.Name), .. columns.Select(column => new Text(row.Text(column), row.Value(column) is double.NaN ? Color.Red : Color.Default))]);
        }

        terminal.Write(table);
    }

    private static void Reliability(IAnsiConsole terminal, string when, LogitsMetrics metrics)
    {
        Title(terminal, $"Reliability {when}: the bar is the share of right answers, │ the mean confidence");
        Table table = NewTable("confidence");
        Right(table, "pictures", "right", "sure").AddColumn("");
        foreach (ReliabilityBin bin in metrics.ReliabilityBins.Where(bin => bin.RowCount > 0))
        {
            table.AddRow(
                new Text(ReliabilityBars.Range(bin)), new Text(Numbers.Count(bin.RowCount)), new Text(Numbers.Metric(bin.Accuracy)), new Text(Numbers.Metric(bin.Confidence)),
                new Text(ReliabilityBars.BarWithMark(bin, BarWidth), Color.Blue));
        }
        terminal.Write(table);
    }

    private static void Acceptance(IAnsiConsole terminal, IReadOnlyList<AcceptancePoint> before, IReadOnlyList<AcceptancePoint> after)
    {
        Title(terminal, EvaluationText.Refusing);
        Table table = NewTable("minimum");
        Right(table, "before", "right", "after", "right").AddColumn("answered after");
        foreach ((AcceptancePoint b, AcceptancePoint a) in before.Zip(after))
        {
            table.AddRow(
                new Text(b.MinimumProbability.ToString("F2", CultureInfo.InvariantCulture)),
                new Text(Numbers.Metric(b.Coverage)), new Text(Numbers.Metric(b.Accuracy)), new Text(Numbers.Metric(a.Coverage)), new Text(Numbers.Metric(a.Accuracy)),
                new Text(Bar.Draw((float)a.Coverage, BarWidth), Color.Green));
        }
        terminal.Write(table);
    }

    private static void Intervals(IAnsiConsole terminal, HeldOutEvaluation evaluation)
    {
        Title(terminal, EvaluationText.IntervalsTitle);
        Table table = NewTable("");
        Right(table, "before", "after");
        foreach (IntervalRow row in IntervalRow.All)
        {
            table.AddRow(row.Name, row.Text(evaluation.Before), row.Text(evaluation.After));
        }

        terminal.Write(table);
    }

    private static void Classes(IAnsiConsole terminal, HeldOutEvaluation evaluation)
    {
        if (evaluation.Before.ClassCount > EvaluationText.MaximumClasses)
        {
            return;
        }

        Title(terminal, EvaluationText.PerClass);
        Table table = NewTable("class");
        Right(table, "pictures", "precision", "recall", "F1", "before", "after");
        foreach ((ClassMetrics before, ClassMetrics after) in evaluation.Before.Classes.Zip(evaluation.After.Classes))
        {
            table.AddRow(
                new Text(Printable.Line(before.Name)), new Text(Numbers.Count(before.RowCount)), new Text(Numbers.Metric(before.Precision)),
                new Text(Numbers.Metric(before.Recall)), new Text(Numbers.Metric(before.F1)), new Text(Numbers.Metric(before.LogLoss)),
                new Text(Numbers.Metric(after.LogLoss)));
        }

        terminal.Write(table);
    }

    private static void Promises(IAnsiConsole terminal, Guarantees guarantees)
    {
        Title(terminal, EvaluationText.Sets);
        Table sets = NewTable("promised");
        Right(sets, "contained", "95 % interval", "mean size", "one class", "right", "none");
        foreach (SetGuarantee row in guarantees.Sets)
        {
            PredictionSetMetrics metrics = row.Metrics;
            sets.AddRow(
                EvaluationText.Share(row.Promised), Numbers.Metric(metrics.Coverage.Value), EvaluationText.Interval(metrics.Coverage), Numbers.Metric(metrics.MeanSize),
                Numbers.Metric(metrics.SingletonRate.Value), Numbers.Metric(metrics.SingletonAccuracy.Value), Numbers.Metric(row.EmptyShare));
        }

        terminal.Write(sets);
        Title(terminal, EvaluationText.Refusal);
        Table rejections = NewTable("promised");
        Right(rejections, "wrong", "answered", "log-odds");
        foreach (RejectionGuarantee row in guarantees.Rejections)
        {
            rejections.AddRow(
                EvaluationText.Share(row.Promised), Numbers.Metric(row.Wrong), Numbers.Metric(row.Answered), Numbers.Metric(row.MinimumLogOdds));
        }

        terminal.Write(rejections);
    }

    private static void Mistakes(IAnsiConsole terminal, IReadOnlyList<Confusion> confusions)
    {
        Title(terminal, confusions.Count > 0 ? "Most frequent mistakes" : "There are no mistakes.");
        if (confusions.Count == 0)
        {
            return;
        }

        Table table = NewTable("is").AddColumn("taken for");
        Right(table, "pictures").AddColumn("");
        foreach (Confusion confusion in confusions)
        {
            table.AddRow(
                new Text(Printable.Line(confusion.Label)), new Text(Printable.Line(confusion.TakenFor)), new Text(Numbers.Count(confusion.Count)),
                new Text(Bar.Draw((float)confusion.Count / confusions[0].Count, BarWidth), Color.Red));
        }
        terminal.Write(table);
    }

    private static void Title(IAnsiConsole terminal, string title) => terminal.Write(new Text($"\n{title}\n", new Style(decoration: Decoration.Bold)));

    private static Table NewTable(string firstColumn) => new Table().Border(TableBorder.Horizontal).BorderColor(Color.Grey).AddColumn(firstColumn);

    private static Table Right(Table table, params ReadOnlySpan<string> columns)
    {
        foreach (string column in columns)
        {
            table.AddColumn(Markup.Escape(column), settings => settings.RightAligned());
        }

        return table;
    }
}
