using System.Globalization;

namespace LseMlNet.Cli.Evaluate;

/// <summary>Prints an evaluation as plain text, in 100 columns.</summary>
internal static class EvaluationText
{
    public const int MistakesShown = 5;

    public const string OtherClasses =
        "These are the garments that ship with the program: unless the model was trained on such pictures, no\n" +
        "figure here tells how good it is.";

    public const string Halves = "Every second one, from the first on, fits the temperature; everything below is about the others.";

    public const string Refusing = "Refusing answers below a minimum probability: the share answered, and the share of it that is right";

    public const string Sets = "Prediction sets: each contains the right class with the promised probability";

    public const string Refusal = "Refusing for a promised share of wrong answers at most, with a confidence of 95 %";

    public const string PerClass = "Each class: precision and recall, which calibration does not change, and log-loss";

    /// <summary>With more classes, the table is only in the report, in JSON and in CSV.</summary>
    public const int MaximumClasses = 25;

    private const int NameWidth = 32;
    private const int ColumnWidth = 12;
    private const int AcceptanceBarWidth = 40;

    public static void Write(TextWriter output, EvaluationResult result)
    {
        output.WriteLine(Set(result));
        output.WriteLine(Halves);
        output.WriteLine();
        if (result.Request.IsOwnModelOnShippedPictures)
        {
            output.WriteLine($"{OtherClasses.ReplaceLineEndings()}{Environment.NewLine}");
        }

        Metrics(output, result.HeldOut, result.Columns);
        if (result.Amplified is { } amplified)
        {
            output.WriteLine($"A demonstration: the same logits times {amplified.Factor}, as in models with unscaled inputs. The answers are");
            output.WriteLine("the same but far too confident, and exp overflows.");
            Metrics(output, amplified.HeldOut, amplified.Columns);
        }
        Reliability(output, "before", result.HeldOut.Before);
        Reliability(output, "after", result.HeldOut.After);
        Acceptance(output, result.AcceptanceBefore, result.AcceptanceAfter);
        Intervals(output, result.HeldOut);
        Promises(output, result.Guarantees);
        Classes(output, result.HeldOut);
        Mistakes(output, Confusion.MostFrequent(result.Confusions, MistakesShown));
    }

    /// <summary>A promised share, such as 0.95.</summary>
    public static string Share(double share) => share.ToString("F2", CultureInfo.InvariantCulture);

    /// <summary>The interval of a share.</summary>
    public static string Interval(Proportion share) => $"{Numbers.Metric(share.LowerBound)}–{Numbers.Metric(share.UpperBound)}";

    public static string Set(EvaluationResult result) =>
        $"{Numbers.Count(result.Pictures)} held-out pictures of {result.PictureSize} in {result.All.ClassCount} classes: " +
        $"accuracy {Numbers.Metric(result.All.MicroAccuracy)}, log-loss {Numbers.Metric(result.All.LogLoss)} nats.";

    public static string Temperature(TemperatureScalingTransformer scaling) =>
        $"Temperature: {Numbers.Temperature(scaling.Temperature)}, from {Numbers.Count(scaling.RowsUsed)} pictures" +
        (scaling.RowsLeftOut > 0 ? $"; {Numbers.Count(scaling.RowsLeftOut)} were unusable" : "");

    private static void Metrics(TextWriter output, HeldOutEvaluation evaluation, IReadOnlyList<MetricsColumn> columns)
    {
        output.WriteLine(Temperature(evaluation.Scaling));
        Line("", column => column.Title);
        if (columns.Any(column => column.Subtitle.Length > 0))
        {
            Line("", column => column.Subtitle);
        }

        foreach (MetricsRow row in MetricsRow.All)
        {
            Line(row.Name, row.Text);
        }

        output.WriteLine();

        void Line(string name, Func<MetricsColumn, string> text) =>
            output.WriteLine($"  {name.PadRight(NameWidth)}{string.Concat(columns.Select(column => text(column).PadLeft(ColumnWidth)))}".TrimEnd());
    }

    private static void Reliability(TextWriter output, string when, LogitsMetrics metrics)
    {
        output.WriteLine($"Reliability {when}: the bar is the share of right answers, │ the mean confidence");
        ReliabilityBars.Write(output, metrics);
        output.WriteLine();
    }

    private static void Acceptance(TextWriter output, IReadOnlyList<AcceptancePoint> before, IReadOnlyList<AcceptancePoint> after)
    {
        output.WriteLine(Refusing);
        output.WriteLine($"  {"minimum",-9}{"before",9}{"right",9}{"after",11}{"right",9}   answered after");
        foreach ((AcceptancePoint b, AcceptancePoint a) in before.Zip(after))
        {
            string bar = Bar.Draw((float)a.Coverage, AcceptanceBarWidth);
            string minimum = b.MinimumProbability.ToString("F2", CultureInfo.InvariantCulture);
            output.WriteLine($"  {minimum,-9}{Numbers.Metric(b.Coverage),9}{Numbers.Metric(b.Accuracy),9}{Numbers.Metric(a.Coverage),11}{Numbers.Metric(a.Accuracy),9}   {bar}".TrimEnd());
        }
        output.WriteLine();
    }

    public static string IntervalsTitle => $"95 % intervals, from {Numbers.Count(IntervalRow.Samples)} bootstrap samples";

    private static void Intervals(TextWriter output, HeldOutEvaluation evaluation)
    {
        output.WriteLine(IntervalsTitle);
        output.WriteLine($"  {"",-NameWidth}{"before",18}{"after",18}");
        foreach (IntervalRow row in IntervalRow.All)
        {
            output.WriteLine($"  {row.Name,-NameWidth}{row.Text(evaluation.Before),18}{row.Text(evaluation.After),18}");
        }

        output.WriteLine();
    }

    private static void Classes(TextWriter output, HeldOutEvaluation evaluation)
    {
        if (evaluation.Before.ClassCount > MaximumClasses)
        {
            return;
        }

        output.WriteLine(PerClass);
        output.WriteLine($"  {"pictures",8}{"precision",11}{"recall",9}{"F1",9}{"before",9}{"after",9}   class");
        foreach ((ClassMetrics before, ClassMetrics after) in evaluation.Before.Classes.Zip(evaluation.After.Classes))
        {
            output.WriteLine(
                $"  {Numbers.Count(before.RowCount),8}{Numbers.Metric(before.Precision),11}{Numbers.Metric(before.Recall),9}{Numbers.Metric(before.F1),9}" +
                $"{Numbers.Metric(before.LogLoss),9}{Numbers.Metric(after.LogLoss),9}   {Printable.Line(before.Name)}");
        }

        output.WriteLine();
    }

    private static void Promises(TextWriter output, Guarantees guarantees)
    {
        output.WriteLine(Sets);
        output.WriteLine($"  {"promised",-9}{"contained",10}{"95 % interval",16}{"mean size",12}{"one class",11}{"right",9}{"none",9}");
        foreach (SetGuarantee row in guarantees.Sets)
        {
            PredictionSetMetrics metrics = row.Metrics;
            output.WriteLine(
                $"  {Share(row.Promised),-9}{Numbers.Metric(metrics.Coverage.Value),10}{Interval(metrics.Coverage),16}{Numbers.Metric(metrics.MeanSize),12}" +
                $"{Numbers.Metric(metrics.SingletonRate.Value),11}{Numbers.Metric(metrics.SingletonAccuracy.Value),9}{Numbers.Metric(row.EmptyShare),9}");
        }

        output.WriteLine();
        output.WriteLine(Refusal);
        output.WriteLine($"  {"promised",-9}{"wrong",10}{"answered",16}{"log-odds",12}");
        foreach (RejectionGuarantee row in guarantees.Rejections)
        {
            output.WriteLine($"  {Share(row.Promised),-9}{Numbers.Metric(row.Wrong),10}{Numbers.Metric(row.Answered),16}{Numbers.Metric(row.MinimumLogOdds),12}");
        }

        output.WriteLine();
    }

    public static void Mistakes(TextWriter output, IReadOnlyList<Confusion> confusions)
    {
        output.WriteLine(confusions.Count > 0 ? "Most frequent mistakes" : "There are no mistakes.");
        foreach (Confusion confusion in confusions)
        {
            output.WriteLine($"  {confusion.Count,5}  {Printable.Line(confusion.Label)} taken for {Printable.Line(confusion.TakenFor)}");
        }
    }
}
