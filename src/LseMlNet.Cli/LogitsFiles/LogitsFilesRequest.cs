using System.Globalization;
using Microsoft.ML;

namespace LseMlNet.Cli.LogitsFiles;

/// <summary>Files of logits with their true classes, and what to measure.</summary>
/// <param name="Logits">The files of logits, and patterns of them.</param>
/// <param name="Labels">The file of the true classes; null if they are a column of the files of logits.</param>
/// <param name="LabelColumn">The column of the true classes; null for the only one.</param>
/// <param name="ClassNames">The file with the names of the classes; null for numbers, or for the names of the columns.</param>
/// <param name="ClassAxis">The axis of the classes in rows that are tensors.</param>
/// <param name="Bins">The number of bins of the calibration errors.</param>
internal sealed record LogitsFilesRequest(IReadOnlyList<string> Logits, string? Labels, string? LabelColumn, string? ClassNames, int? ClassAxis, int Bins)
{
    /// <summary>The files, as far as they can be found.</summary>
    public IEnumerable<string> Files => [.. Logits.SelectMany(Matches), .. Labels is null ? [] : Matches(Labels), .. ClassNames is null ? Array.Empty<string>() : [ClassNames]];

    /// <summary>Opens the files, or one shard of their rows.</summary>
    /// <exception cref="UnusableInputException">A file is missing or damaged, or contradicts the options.</exception>
    public IDataView Open(MLContext ml, Shard shard) => Explain(() => ml.Data.LoadLogits(Logits, new LogitsFileOptions
    {
        LabelsPath = Labels,
        LabelColumn = LabelColumn,
        ClassNames = ClassNames is null ? null : LseMlNet.ClassNames.FromFile(ClassNames),
        PartCount = shard.Count,
        PartIndex = shard.Number - 1,
    }));

    /// <summary>Computes the sums that the metrics of one shard need.</summary>
    /// <exception cref="UnusableInputException">A file is damaged, or its rows cannot be evaluated.</exception>
    public LogitsMetricsSums Sum(MLContext ml, Shard shard)
    {
        IDataView rows = Open(ml, shard);
        return Explain(() => ml.MulticlassClassification.SumLogits(rows, new LogitsMetricsOptions { BinCount = Bins, ClassAxis = ClassAxis }, $"{shard}"));
    }

    /// <summary>The values that all shards of a job on these files have in common.</summary>
    public Dictionary<string, string> Job() => new()
    {
        ["files"] = string.Join(", ", Files.Select(file => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)} of {new FileInfo(file).Length} bytes"))),
        ["--label-column"] = LabelColumn ?? "",
        ["--class-axis"] = ClassAxis?.ToString(CultureInfo.InvariantCulture) ?? "",
        ["--bins"] = Bins.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Runs a function on the rows; errors name the files.</summary>
    public T Explain<T>(Func<T> action) => UnusableInputException.Explain($"--logits '{Logits[0]}' cannot be used", action);

    private static IReadOnlyList<string> Matches(string pattern)
    {
        try
        {
            return FilePattern.Expand(pattern);
        }
        // Opening the files reports it.
        catch (FileNotFoundException)
        {
            return [];
        }
    }
}
