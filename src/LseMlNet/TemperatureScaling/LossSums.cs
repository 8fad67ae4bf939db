namespace LseMlNet;

/// <summary>
/// What one pass over the data computes: the loss of labelled logits at one temperature, and its derivatives with respect to β = 1/T.
/// </summary>
internal sealed class LossSums(double temperature) : IRowAccumulator<LossSums>
{
    // Differences from the largest logit. The derivatives are sums of these, and dividing them by T neither overflows nor loses digits.
    private double[] _differences = [];
    private double[] _probabilities = [];

    public long RowsUsed { get; private set; }

    public long InvalidRows { get; private set; }

    public long MissingLabels { get; private set; }

    /// <summary>Rows whose label is a class with a logit of −∞.</summary>
    public long ExcludedLabels { get; private set; }

    /// <summary>Used rows in which some class has a larger logit than the label.</summary>
    public long RowsWrong { get; private set; }

    /// <summary>Used rows in which all classes that are not excluded have the same logit.</summary>
    public long FlatRows { get; private set; }

    /// <summary>Σ −log p(label).</summary>
    public ExactSum Loss { get; } = new();

    /// <summary>The first derivative of the loss: Σ (E[x] − x(label)).</summary>
    public ExactSum Slope { get; } = new();

    /// <summary>The second derivative of the loss: Σ Var[x].</summary>
    public ExactSum Curvature { get; } = new();

    /// <summary>The first derivative of the loss at β = 0, where all classes are equally likely.</summary>
    public ExactSum SlopeAtZero { get; } = new();

    public long RowsLeftOut => InvalidRows + MissingLabels + ExcludedLabels;

    public long RowsRead => RowsUsed + RowsLeftOut;

    /// <summary>Rows that look like probabilities.</summary>
    public long ProbabilityRowCount { get; private set; }

    public void Add(ReadOnlySpan<double> logits, int label, double weight)
    {
        if (ProbabilityRows.Look(logits))
        {
            ProbabilityRowCount++;
        }

        double largest = Largest(logits);
        if (!double.IsFinite(largest))
        {
            InvalidRows++;
        }
        else if (label == LabelInput.Missing)
        {
            MissingLabels++;
        }
        else if (double.IsNegativeInfinity(logits[label]))
        {
            ExcludedLabels++;
        }
        else
        {
            AddUsed(logits, label, largest);
        }
    }

    public void Add(LossSums other)
    {
        RowsUsed += other.RowsUsed;
        ProbabilityRowCount += other.ProbabilityRowCount;
        InvalidRows += other.InvalidRows;
        MissingLabels += other.MissingLabels;
        ExcludedLabels += other.ExcludedLabels;
        RowsWrong += other.RowsWrong;
        FlatRows += other.FlatRows;
        Loss.Add(other.Loss);
        Slope.Add(other.Slope);
        Curvature.Add(other.Curvature);
        SlopeAtZero.Add(other.SlopeAtZero);
    }

    private void AddUsed(ReadOnlySpan<double> logits, int label, double largest)
    {
        if (_differences.Length != logits.Length)
        {
            _differences = new double[logits.Length];
            _probabilities = new double[logits.Length];
        }

        int included = 0;
        double sum = 0, smallest = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            double difference = logits[i] - largest;
            _differences[i] = difference;
            if (double.IsNegativeInfinity(difference))
            {
                continue;
            }

            included++;
            sum += difference;
            smallest = Math.Min(smallest, difference);
        }

        Numerics.Logits.Softmax(_differences, _probabilities, temperature);
        double mean = Expectation(0, static (difference, _) => difference);
        RowsUsed++;
        if (_differences[label] < 0)
        {
            RowsWrong++;
        }

        if (smallest == 0)
        {
            FlatRows++;
        }

        Loss.Add(Numerics.Logits.CrossEntropy(_differences, label, temperature));
        Slope.Add(mean - _differences[label]);
        Curvature.Add(Expectation(mean, static (difference, center) => (difference - center) * (difference - center)));
        SlopeAtZero.Add(sum / included - _differences[label]);
    }

    // Skips classes with probability 0: such a class may be excluded, and 0·∞ is not 0.
    private double Expectation(double center, Func<double, double, double> value)
    {
        double sum = 0;
        for (int i = 0; i < _probabilities.Length; i++)
        {
            if (_probabilities[i] > 0)
            {
                sum += _probabilities[i] * value(_differences[i], center);
            }
        }
        return sum;
    }

    // NaN if any logit is NaN, else +∞ if any is +∞; −∞ for an empty row or a row of only −∞.
    private static double Largest(ReadOnlySpan<double> logits)
    {
        double largest = double.NegativeInfinity;
        foreach (double logit in logits)
        {
            largest = Math.Max(largest, logit);
        }

        return largest;
    }
}
