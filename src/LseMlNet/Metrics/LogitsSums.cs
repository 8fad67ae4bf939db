namespace LseMlNet;

/// <summary>The basis of all metrics: counts, and exact sums over the rows that have a softmax and a label.</summary>
internal sealed class LogitsSums(int classes, CalibrationBinning binning, int binCount) : IRowAccumulator<LogitsSums>
{
    private readonly double[] _probabilities = new double[classes];
    private readonly double[] _logProbabilities = new double[classes];
    private WeightSum _weight;

    public long RowCount { get; private set; }

    public long EvaluatedRowCount { get; private set; }

    public long InvalidRowCount { get; private set; }

    public long MissingLabelCount { get; private set; }

    /// <summary>Rows that look like probabilities: nonnegative, with a sum of 1.</summary>
    public long ProbabilityRowCount { get; private set; }

    /// <summary>The total weight of the evaluated rows.</summary>
    public ref readonly WeightSum Weight => ref _weight;

    public ExactSum Loss { get; } = new();

    public ExactSum Brier { get; } = new();

    public ExactSum Entropy { get; } = new();

    /// <summary>
    /// The total weight of the rows, indexed by the number of classes ranked before the label. Classes rank by logit, then by index.
    /// </summary>
    public SumPerIndex Ranks { get; } = new(classes);

    /// <summary>The total weight of the rows with each label, indexed by label.</summary>
    public SumPerIndex Labels { get; } = new(classes);

    /// <summary>The weight of correct rows, indexed by label.</summary>
    public SumPerIndex CorrectLabels { get; } = new(classes);

    public ReliabilitySums Reliability { get; } = ReliabilitySums.Create(binning, binCount);

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
        _weight.Add(in other._weight);
        Loss.Add(other.Loss);
        Brier.Add(other.Brier);
        Entropy.Add(other.Entropy);
        Ranks.Add(other.Ranks);
        Labels.Add(other.Labels);
        CorrectLabels.Add(other.CorrectLabels);
        Reliability.Add(other.Reliability);
    }

    private void AddEvaluated(ReadOnlySpan<double> logits, int label, double weight)
    {
        Numerics.Logits.Softmax(logits, _probabilities);
        int rank = RankOf(label, logits);
        bool correct = rank == 0;
        _weight.Add(weight);
        Loss.Add(weight * -_logProbabilities[label]);
        Brier.Add(weight * BrierScore(label));
        Entropy.Add(weight * EntropyOfRow());
        Ranks.Add(rank, weight);
        Labels.Add(label, weight);
        if (correct)
        {
            CorrectLabels.Add(label, weight);
        }

        Reliability.Add(Largest(_probabilities), correct, weight);
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
