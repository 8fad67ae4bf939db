using System.Numerics;
using LseMlNet.Numerics;

namespace LseMlNet;

/// <summary>The basis of all metrics: counts, and exact sums over the rows that have a softmax and a label.</summary>
internal sealed class LogitsSums(int classes, LogitsMetricsOptions options, OptionalSums optional) : IRowAccumulator<LogitsSums>
{
    public long RowCount { get; private set; }

    public long EvaluatedRowCount { get; private set; }

    public long InvalidRowCount { get; private set; }

    public long MissingLabelCount { get; private set; }

    /// <summary>Rows that look like probabilities: nonnegative, with a sum of 1.</summary>
    public long ProbabilityRowCount { get; private set; }

    /// <summary>Evaluated rows whose largest probability is 1 as a Single.</summary>
    public long SaturatedRowCount { get; private set; }

    public ExactSum Brier { get; private init; } = new();

    public ExactSum Entropy { get; private init; } = new();

    /// <summary>
    /// The total weight of the rows, indexed by the number of classes ranked before the label. Classes rank by logit, then by index.
    /// </summary>
    public SumPerIndex Ranks { get; private init; } = new(classes);

    /// <summary>The losses of the rows with each label. Together they are the loss of all rows.</summary>
    public SumPerIndex Losses { get; private init; } = new(classes);

    public ConfusionSums Confusion { get; private init; } = new(classes);

    public ReliabilitySums Reliability { get; private init; } = ReliabilitySums.Create(options.Binning, options.BinCount);

    public OptionalSums Optional => optional;

    public void Add<T>(in StreamedRow<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RowCount++;
        LabelledRow values = LabelledRow.Of(row.Logits, row.Label);
        if (!values.HasSoftmax)
        {
            InvalidRowCount++;
            return;
        }

        if (ProbabilityRows.Look(row.Logits))
        {
            ProbabilityRowCount++;
        }

        if (row.Label == LabelInput.Missing)
        {
            MissingLabelCount++;
            return;
        }

        EvaluatedRowCount++;
        // A weight of 0 times an infinite loss would be NaN.
        if (row.Weight > 0)
        {
            Add(EvaluatedRow.Create(in row, in values));
        }
    }

    public void Add(LogitsSums other)
    {
        RowCount += other.RowCount;
        EvaluatedRowCount += other.EvaluatedRowCount;
        InvalidRowCount += other.InvalidRowCount;
        MissingLabelCount += other.MissingLabelCount;
        ProbabilityRowCount += other.ProbabilityRowCount;
        SaturatedRowCount += other.SaturatedRowCount;
        Brier.Add(other.Brier);
        Entropy.Add(other.Entropy);
        Ranks.Add(other.Ranks);
        Losses.Add(other.Losses);
        Confusion.Add(other.Confusion);
        Reliability.Add(other.Reliability);
        optional.Add(other.Optional);
    }

    // *** Binary format ***
    // sums: Optional
    // int64: RowCount, EvaluatedRowCount, InvalidRowCount, MissingLabelCount, ProbabilityRowCount, SaturatedRowCount
    // sums: Brier, Entropy, Ranks, Losses, Confusion, Reliability
    public void Write(BinaryWriter writer)
    {
        optional.Write(writer);
        writer.Write(RowCount);
        writer.Write(EvaluatedRowCount);
        writer.Write(InvalidRowCount);
        writer.Write(MissingLabelCount);
        writer.Write(ProbabilityRowCount);
        writer.Write(SaturatedRowCount);
        Brier.Write(writer);
        Entropy.Write(writer);
        Ranks.Write(writer);
        Losses.Write(writer);
        Confusion.Write(writer);
        Reliability.Write(writer);
    }

    /// <exception cref="InvalidDataException">The data was not written by <see cref="Write"/> with the same classes and
    /// options.</exception>
    public static LogitsSums Read(SumsReader reader, int classes, LogitsMetricsOptions options) =>
        new(classes, options, OptionalSums.Read(reader, classes, options))
        {
            RowCount = reader.ReadRowCount(),
            EvaluatedRowCount = reader.ReadRowCount(),
            InvalidRowCount = reader.ReadRowCount(),
            MissingLabelCount = reader.ReadRowCount(),
            ProbabilityRowCount = reader.ReadRowCount(),
            SaturatedRowCount = reader.ReadRowCount(),
            Brier = ExactSum.Read(reader),
            Entropy = ExactSum.Read(reader),
            Ranks = SumPerIndex.Read(reader, classes),
            Losses = SumPerIndex.Read(reader, classes),
            Confusion = ConfusionSums.Read(reader, classes),
            Reliability = ReliabilitySums.Read(reader, options.Binning, options.BinCount),
        };

    private void Add(in EvaluatedRow row)
    {
        double weight = row.Weight;
        Brier.Add(weight * row.BrierScore);
        Entropy.Add(weight * row.Entropy);
        Ranks.Add(row.Rank, weight);
        Losses.Add(row.Label, weight * row.Loss);
        Confusion.Add(row.Label, row.FindPredicted(), weight);
        if ((float)row.Confidence == 1)
        {
            SaturatedRowCount++;
        }

        Reliability.Add(row.Confidence, row.IsCorrect, weight);
        optional.Add(in row);
    }
}
