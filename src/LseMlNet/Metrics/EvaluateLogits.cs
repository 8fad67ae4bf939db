using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>Finds the columns, makes one pass over the rows, and warns about rows that are left out or look wrong.</summary>
internal static class EvaluateLogits
{
    /// <summary>The name in messages and in the log.</summary>
    public const string Name = "EvaluateLogits";

    public static (MetricsDefinition Definition, LogitsSums Sums) Sum(
        IHostEnvironment environment, IDataView data, LogitsMetricsOptions options, string? partId = null)
    {
        options = options.Copy();
        options.Check();
        DataViewSchema.Column logits = LogitsInput.Find(data.Schema, options.LogitsColumnName, Name, "logitsColumnName");
        ClassShape shape = ClassShape.Of(logits, options.ClassAxis, Name);
        int classes = shape.ClassCount;
        if (classes < 2)
        {
            throw WrongSize(logits, classes);
        }

        ShapeWatch.Check(
            logits, options.ClassAxis, Name, nameof(LogitsMetricsOptions), new WarnOnce(message => environment.Warn(Name, message)));
        var columns = new LabelledLogits(
            Name, data, logits, shape, options.LabelColumnName, options.ExampleWeightColumnName, options.RowIdColumnName);
        // The user's own ids are unique across all parts; those of ML.NET start at 0 in each file.
        ulong salt = partId is null || options.RowIdColumnName is not null ? 0 : PoissonDraws.Hash(partId);
        LogitsSums sums = columns.Read(() => new LogitsSums(classes, options, new OptionalSums(classes, options, salt)));
        if (sums.RowCount > sums.EvaluatedRowCount)
        {
            environment.Warn(Name,
                $"{Name}: {sums.RowCount - sums.EvaluatedRowCount} of {sums.RowCount} rows are left out of all metrics: " +
                $"{sums.InvalidRowCount} without a softmax in column '{logits.Name}' (NaN, +∞ or only −∞), {sums.MissingLabelCount} " +
                "more without a label.");
        }
        if (2 * sums.ProbabilityRowCount >= sums.RowCount && sums.RowCount > 0)
        {
            environment.Warn(Name,
                $"{Name}: {sums.ProbabilityRowCount} of {sums.RowCount} rows of column '{logits.Name}' are nonnegative and sum to 1, " +
                "as probabilities do; the metrics treat them as logits. Pass the column of logits or of log-probabilities.");
        }
        return (new MetricsDefinition(options, ClassOrder.NamesOf(logits, classes)), sums);
    }

    private static ArgumentOutOfRangeException WrongSize(DataViewSchema.Column logits, int classes) => InputColumn.WrongType(
        Name, logits.Name, "a vector of known size with at least two classes", logits,
        classes == 0
            ? "Give it a size, for example in the schema of the loaded data."
            : "A single logit comes from a binary classifier: use Concatenate to add a column of zeros as the first logit, " +
                "which gives the same probabilities.");
}
