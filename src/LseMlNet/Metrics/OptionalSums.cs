namespace LseMlNet;

/// <summary>The sums that only some options require, because they cost time or memory for each row.</summary>
internal sealed class OptionalSums
{
    private readonly double[] _probabilities, _values;

    /// <param name="classes">The number of classes.</param>
    /// <param name="options">The options that choose the sums.</param>
    /// <param name="salt">What tells the rows of this part from those of others that have the same ids; 0 if ids are unique.</param>
    public OptionalSums(int classes, LogitsMetricsOptions options, ulong salt)
    {
        int length = options.ClasswiseCalibration || options.KeepConfidences || options.KeepScores ? classes : 0;
        (_probabilities, _values) = (new double[length], new double[length]);
        Classwise = options.ClasswiseCalibration ? Create(classes, () => new EqualWidthSums(options.BinCount)) : [];
        Confidences = options.KeepConfidences ? new ScoredRows() : null;
        Scores = options.KeepScores ? Create(classes, () => new ScoredRows()) : [];
        Bootstrap = options.BootstrapReplicates > 0 ? new BootstrapSums(classes, options.BootstrapReplicates, salt) : null;
    }

    // The sums are read one by one, so a damaged number of classes cannot cause a large allocation.
    private OptionalSums()
    {
        (_probabilities, _values, Classwise, Scores) = ([], [], [], []);
    }

    /// <summary>Bins of the probability of each class; empty without the option.</summary>
    public EqualWidthSums[] Classwise { get; private init; }

    /// <summary>The rows by −log(p/(1 − p)) of the most likely class, marked if they are correct; null without the option.</summary>
    public ScoredRows? Confidences { get; private init; }

    /// <summary>For each class, the rows by log(p/(1 − p)), marked if it is the label; empty without the option.</summary>
    public ScoredRows[] Scores { get; private init; }

    /// <summary>The sums of the bootstrap; null without the option.</summary>
    public BootstrapSums? Bootstrap { get; private init; }

    public void Add(in EvaluatedRow row)
    {
        Bootstrap?.Add(in row);
        if (_values.Length == 0)
        {
            return;
        }

        double ofMostLikely = LogOdds.OfMostLikely(in row, _values, _probabilities);
        Confidences?.Add(-ofMostLikely, row.IsCorrect, row.Weight);
        if (Classwise.Length + Scores.Length == 0)
        {
            return;
        }

        row.GetProbabilities(_probabilities);
        for (int i = 0; i < Classwise.Length; i++)
        {
            Classwise[i].Add(_probabilities[i], i == row.Label, row.Weight);
        }

        if (Scores.Length > 0)
        {
            row.GetLogProbabilities(_values);
            LogOdds.OfAll(_values, _probabilities, row.FindPredicted(), ofMostLikely);
            for (int i = 0; i < Scores.Length; i++)
            {
                Scores[i].Add(_values[i], i == row.Label, row.Weight);
            }
        }
    }

    public void Add(OptionalSums other)
    {
        for (int i = 0; i < Classwise.Length; i++)
        {
            Classwise[i].Add(other.Classwise[i]);
        }

        Confidences?.Add(other.Confidences!);
        for (int i = 0; i < Scores.Length; i++)
        {
            Scores[i].Add(other.Scores[i]);
        }

        Bootstrap?.Add(other.Bootstrap!);
    }

    // *** Binary format ***
    // what the options ask for: Classwise, Confidences, Scores, Bootstrap
    public void Write(BinaryWriter writer)
    {
        Array.ForEach(Classwise, sums => sums.Write(writer));
        Confidences?.Write(writer);
        Array.ForEach(Scores, rows => rows.Write(writer));
        Bootstrap?.Write(writer);
    }

    /// <exception cref="InvalidDataException">The data was not written by <see cref="Write"/> with the same classes and
    /// options.</exception>
    public static OptionalSums Read(SumsReader reader, int classes, LogitsMetricsOptions options) => new()
    {
        Classwise = options.ClasswiseCalibration ? Create(classes, () => EqualWidthSums.Read(reader, options.BinCount)) : [],
        Confidences = options.KeepConfidences ? ScoredRows.Read(reader) : null,
        Scores = options.KeepScores ? Create(classes, () => ScoredRows.Read(reader)) : [],
        Bootstrap = options.BootstrapReplicates > 0 ? BootstrapSums.Read(reader, classes, options.BootstrapReplicates) : null,
    };

    private static T[] Create<T>(int count, Func<T> create) => [.. Enumerable.Range(0, count).Select(_ => create())];
}
