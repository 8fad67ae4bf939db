using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>The labelled logits that a Fit reads in one pass, with the warnings about rows that are left out or look wrong.</summary>
internal sealed class HeldOutRows
{
    private readonly IHostEnvironment _environment;
    private readonly string _stage;

    /// <exception cref="ArgumentOutOfRangeException">
    /// The label is missing or has the wrong type, the logits have one class, or the number of class
    /// names differs from the number of classes.
    /// </exception>
    public HeldOutRows(
        IHostEnvironment environment, string stage, IDataView data, DataViewSchema.Column logits, string labelColumnName, int? classAxis,
        string[]? classNames, string options)
    {
        _environment = environment;
        _stage = stage;
        Logits = logits;
        Shape = ClassShape.Of(Logits, classAxis, stage);
        LogitsInput.CheckClassCount(Logits, Shape, stage);
        if (classNames is not null)
        {
            ClassNameList.CheckCount(classNames.Length, Shape.ClassCount, Logits.Name, stage);
        }

        Warnings = new WarnOnce(message => environment.Warn(stage, message));
        ShapeWatch.Check(Logits, classAxis, stage, options, Warnings);
        Probabilities = new ProbabilityWatch(stage, ProbabilityWatch.TakeLogarithms, Warnings);
        Probabilities.CheckAnnotation(Logits);
        Rows = new LabelledLogits(stage, data, Logits, Shape, labelColumnName);
    }

    public DataViewSchema.Column Logits { get; }

    public ClassShape Shape { get; }

    public LabelledLogits Rows { get; }

    /// <summary>The warnings of the Fit. The transformer continues with them, and does not repeat any.</summary>
    public WarnOnce Warnings { get; }

    /// <summary>The watch of the Fit, with which the transformer continues.</summary>
    public ProbabilityWatch Probabilities { get; }

    /// <summary>Adds every row to the accumulator of its cursor, and returns the sum of the accumulators.</summary>
    /// <exception cref="InvalidOperationException">A label is not a class of its row.</exception>
    public TAccumulator Read<TAccumulator>(Func<TAccumulator> create)
        where TAccumulator : class, IRowAccumulator<TAccumulator>, IHeldOutCounts
    {
        TAccumulator sum = Rows.Read(create);
        HeldOutCounts counts = sum.Counts;
        WarnAboutProbabilities(counts.ProbabilityRows, counts.RowsRead);
        if (counts.RowsLeftOut > 0)
        {
            _environment.Warn(_stage,
                $"{_stage}: Fit leaves out {counts.RowsLeftOut} of {counts.RowsRead} rows: {counts.InvalidRows} without a softmax in column " +
                $"'{Logits.Name}' (NaN, +∞ or only −∞), {counts.MissingLabels} more without a label.");
        }

        return sum;
    }

    /// <summary>Warns if at least half of the rows look like probabilities.</summary>
    public void WarnAboutProbabilities(long probabilityRows, long rowsRead)
    {
        if (probabilityRows > 0 && 2 * probabilityRows >= rowsRead)
        {
            Probabilities.WarnAboutRows(Logits.Name, $"{probabilityRows} of {rowsRead}");
        }
    }
}
