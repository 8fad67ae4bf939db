using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>The labelled logits that a Fit reads in one pass, with the warnings about rows that are left out or look wrong.</summary>
internal sealed class HeldOutRows
{
    private readonly IHostEnvironment _environment;
    private readonly string _stage;
    private readonly LabelledLogits _data;

    /// <exception cref="ArgumentOutOfRangeException">
    /// A column is missing or has the wrong type, the logits have one class, or the number of class
    /// names differs from the number of classes.
    /// </exception>
    public HeldOutRows(
        IHostEnvironment environment, string stage, IDataView data, string logitsColumnName, string labelColumnName, int? classAxis,
        string[]? classNames, string options)
    {
        _environment = environment;
        _stage = stage;
        Logits = ScoresInput.Find(data.Schema, logitsColumnName, stage);
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
        _data = new LabelledLogits(stage, data, Logits, Shape, labelColumnName);
    }

    public DataViewSchema.Column Logits { get; }

    public ClassShape Shape { get; }

    /// <summary>The warnings of the Fit. The transformer continues with them, and does not repeat any.</summary>
    public WarnOnce Warnings { get; }

    /// <summary>The watch of the Fit, with which the transformer continues.</summary>
    public ProbabilityWatch Probabilities { get; }

    /// <summary>Adds every row to the accumulator of its cursor, and returns the sum of the accumulators.</summary>
    /// <exception cref="InvalidOperationException">A label is not a class of its row.</exception>
    public TAccumulator Read<TAccumulator>(Func<TAccumulator> create)
        where TAccumulator : class, IRowAccumulator<TAccumulator>, IHeldOutCounts
    {
        TAccumulator sum = _data.Read(create);
        HeldOutCounts counts = sum.Counts;
        if (counts.ProbabilityRows > 0 && 2 * counts.ProbabilityRows >= counts.RowsRead)
        {
            Probabilities.WarnAboutRows(Logits.Name, $"{counts.ProbabilityRows} of {counts.RowsRead}");
        }

        if (counts.RowsLeftOut > 0)
        {
            _environment.Warn(_stage,
                $"{_stage}: Fit leaves out {counts.RowsLeftOut} of {counts.RowsRead} rows: {counts.InvalidRows} without a softmax in column " +
                $"'{Logits.Name}' (NaN, +∞ or only −∞), {counts.MissingLabels} more without a label.");
        }

        return sum;
    }
}
