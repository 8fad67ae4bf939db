namespace LseMlNet;

/// <summary>How often prediction sets contain the true class, and how large they are, as computed by EvaluatePredictionSets.</summary>
public sealed class PredictionSetMetrics
{
    internal PredictionSetMetrics(PredictionSetSums sums, string[] classNames, double confidence)
    {
        RowCount = sums.RowCount;
        MissingLabelCount = sums.MissingLabelCount;
        long singletons = sums.Sizes[1];
        Coverage = new Proportion(sums.Covered.Sum(), EvaluatedRowCount, confidence);
        SingletonRate = new Proportion(singletons, EvaluatedRowCount, confidence);
        SingletonAccuracy = new Proportion(sums.CorrectSingletons, singletons, confidence);
        SizeCounts = sums.Sizes.AsReadOnly();
        MeanSize = (double)sums.SizeTotals.Sum() / EvaluatedRowCount;
        PredictionSetClassMetrics[] classes = [.. classNames.Select((name, i) => new PredictionSetClassMetrics(
            name, new Proportion(sums.Covered[i], sums.Rows[i], confidence), (double)sums.SizeTotals[i] / sums.Rows[i]))];
        Classes = classes.AsReadOnly();
    }

    /// <summary>The number of rows read. With a class axis, each position is a row.</summary>
    public long RowCount { get; }

    /// <summary>The number of rows without a label, which no metric includes.</summary>
    public long MissingLabelCount { get; }

    /// <summary>The number of rows that the metrics include.</summary>
    public long EvaluatedRowCount => RowCount - MissingLabelCount;

    /// <summary>The share of rows whose set contains the true class.</summary>
    public Proportion Coverage { get; }

    /// <summary>The mean number of classes in a set; NaN if there are no rows.</summary>
    public double MeanSize { get; }

    /// <summary>The number of sets of each size, from 0 to the number of classes.</summary>
    public IReadOnlyList<long> SizeCounts { get; }

    /// <summary>The share of rows whose set has exactly one class.</summary>
    public Proportion SingletonRate { get; }

    /// <summary>Among the rows whose set has exactly one class, the share in which this class is the true class.</summary>
    public Proportion SingletonAccuracy { get; }

    /// <summary>The metrics of the rows of each class, in the order of the classes.</summary>
    public IReadOnlyList<PredictionSetClassMetrics> Classes { get; }

    /// <summary>Formats the metrics as plain text in the invariant culture, one per line.</summary>
    public override string ToString() => PredictionSetMetricsText.Plain(this);

    /// <summary>Formats the metrics as Markdown: a table of metrics, one of the sizes of the sets, and one of the classes.</summary>
    public string ToMarkdown() => PredictionSetMetricsText.Markdown(this);
}
