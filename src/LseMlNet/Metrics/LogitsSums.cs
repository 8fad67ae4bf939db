namespace LseMlNet;

/// <summary>The basis of all metrics: counts, and exact sums over the rows that have a softmax and a label.</summary>
internal sealed class LogitsSums(int classes, LogitsMetricsOptions options) : IRowAccumulator<LogitsSums>
{
    private readonly double[] _probabilities = new double[classes];
    private readonly double[] _logProbabilities = new double[classes];

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
    public ClassLosses Losses { get; private init; } = new(classes);

    public ConfusionSums Confusion { get; private init; } = new(classes);

    public ReliabilitySums Reliability { get; private init; } = ReliabilitySums.Create(options.Binning, options.BinCount);

    public void Add(ReadOnlySpan<double> logits, int label, double weight)
    {
        RowCount++;
        Numerics.Logits.LogSoftmax(logits, _logProbabilities);
        // If the row has no softmax, every value is NaN.
        if (double.IsNaN(_logProbabilities[0]))
        {
            InvalidRowCount++;
            return;
        }

        if (ProbabilityRows.Look(logits))
        {
            ProbabilityRowCount++;
        }

        if (label == LabelInput.Missing)
        {
            MissingLabelCount++;
            return;
        }

        EvaluatedRowCount++;
        // A weight of 0 times an infinite loss would be NaN.
        if (weight > 0)
        {
            AddEvaluated(logits, label, weight);
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
    }

    // *** Binary format ***
    // int64: RowCount, EvaluatedRowCount, InvalidRowCount, MissingLabelCount, ProbabilityRowCount, SaturatedRowCount
    // sums: Brier, Entropy, Ranks, Losses, Confusion, Reliability
    public void Write(BinaryWriter writer)
    {
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

    /// <exception cref="InvalidDataException">The data was not written by <see cref="Write"/> with the same classes and options.</exception>
    public static LogitsSums Read(SumsReader reader, int classes, LogitsMetricsOptions options) => new(classes, options)
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
        Losses = ClassLosses.Read(reader, classes),
        Confusion = ConfusionSums.Read(reader, classes),
        Reliability = ReliabilitySums.Read(reader, options.Binning, options.BinCount),
    };

    private void AddEvaluated(ReadOnlySpan<double> logits, int label, double weight)
    {
        Numerics.Logits.Softmax(logits, _probabilities);
        int rank = RankOf(label, logits);
        bool correct = rank == 0;
        Brier.Add(weight * BrierScore(label));
        Entropy.Add(weight * EntropyOfRow());
        Ranks.Add(rank, weight);
        Losses.Add(label, weight * -_logProbabilities[label]);
        Confusion.Add(label, correct ? label : Numerics.Logits.ArgMax(logits), weight);
        double confidence = Largest(_probabilities);
        if ((float)confidence == 1)
        {
            SaturatedRowCount++;
        }

        Reliability.Add(confidence, correct, weight);
    }

    private static int RankOf(int label, ReadOnlySpan<double> logits)
    {
        double own = logits[label];
        int rank = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            if (logits[i] > own || (logits[i] == own && i < label))
            {
                rank++;
            }
        }
        return rank;
    }

    // Computes 1 − p, where p is the label's probability, as the sum of the others. That stays accurate when p is close to 1.
    private double BrierScore(int label)
    {
        double others = 0, squares = 0;
        for (int i = 0; i < _probabilities.Length; i++)
        {
            double p = i == label ? 0 : _probabilities[i];
            others += p;
            squares += p * p;
        }
        return squares + others * others;
    }

    private double EntropyOfRow()
    {
        double entropy = 0;
        for (int i = 0; i < _probabilities.Length; i++)
        {
            // The limit of −p log p is 0.
            if (_probabilities[i] > 0)
            {
                entropy -= _probabilities[i] * _logProbabilities[i];
            }
        }
        return entropy;
    }

    private static double Largest(ReadOnlySpan<double> probabilities)
    {
        double largest = 0;
        foreach (double probability in probabilities)
        {
            largest = Math.Max(largest, probability);
        }

        return largest;
    }
}
