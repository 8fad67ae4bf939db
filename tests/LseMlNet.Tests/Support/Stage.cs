using Microsoft.ML;
using LogitsFunctions = LseMlNet.Numerics.Logits;

namespace LseMlNet.Tests.Support;

/// <summary>A stage, for the tests that every stage must pass.</summary>
public sealed class Stage
{
    public static readonly Stage Softmax = new("Softmax",
        (ml, pairs, temperature) => ml.Transforms.Softmax(pairs, temperature),
        (x, y, t) => Run(t, () => LogitsFunctions.Softmax(x, y), () => LogitsFunctions.Softmax(x, y, t)),
        (x, y, t) => Run(t, () => LogitsFunctions.Softmax(x, y), () => LogitsFunctions.Softmax(x, y, t)));

    public static readonly Stage LogSoftmax = new("LogSoftmax",
        (ml, pairs, temperature) => ml.Transforms.LogSoftmax(pairs, temperature),
        (x, y, t) => Run(t, () => LogitsFunctions.LogSoftmax(x, y), () => LogitsFunctions.LogSoftmax(x, y, t)),
        (x, y, t) => Run(t, () => LogitsFunctions.LogSoftmax(x, y), () => LogitsFunctions.LogSoftmax(x, y, t)));

    public static readonly Stage LogSumExp = new("LogSumExp",
        (ml, pairs, temperature) => ml.Transforms.LogSumExp(pairs, temperature),
        (x, y, t) => y[0] = t == 1 ? LogitsFunctions.LogSumExp(x) : LogitsFunctions.LogSumExp(x, t),
        (x, y, t) => y[0] = t == 1 ? LogitsFunctions.LogSumExp(x) : LogitsFunctions.LogSumExp(x, t));

    public static readonly Stage Entropy = new("Entropy",
        (ml, pairs, temperature) => ml.Transforms.Entropy(pairs, temperature),
        (x, y, t) => y[0] = t == 1 ? LogitsFunctions.Entropy(x) : LogitsFunctions.Entropy(x, t),
        (x, y, t) => y[0] = t == 1 ? LogitsFunctions.Entropy(x) : LogitsFunctions.Entropy(x, t));

    public static readonly Stage Margin = new("Margin",
        (ml, pairs, temperature) => ml.Transforms.Margin(pairs, temperature),
        (x, y, t) => y[0] = t == 1 ? LogitsFunctions.Margin(x) : LogitsFunctions.Margin(x, t),
        (x, y, t) => y[0] = t == 1 ? LogitsFunctions.Margin(x) : LogitsFunctions.Margin(x, t));

    public static readonly Stage Sigmoid = new("Sigmoid",
        (ml, pairs, temperature) => ml.Transforms.Sigmoid(pairs, temperature),
        (x, y, t) => LogitsFunctions.Sigmoid(x, y, t),
        (x, y, t) => LogitsFunctions.Sigmoid(x, y, t));

    public static readonly Stage LogSigmoid = new("LogSigmoid",
        (ml, pairs, temperature) => ml.Transforms.LogSigmoid(pairs, temperature),
        (x, y, t) => LogitsFunctions.LogSigmoid(x, y, t),
        (x, y, t) => LogitsFunctions.LogSigmoid(x, y, t));

    // The following stages are not functions of a row and a temperature.
    private static readonly Stage SelectLabel = new("SelectLabel", (ml, pairs, _) => ml.Transforms.SelectLabel(new SelectLabelOptions
    {
        Columns = pairs,
        Labels = pairs[0].InputColumnName == "Copy" ? ["u", "v", "w", "x", "y", "z"] : null,
        MinimumProbability = 0.5f,
        Scores = ScoreMeaning.Logits,
    }));

    private static readonly Stage TopK = new("TopK", (ml, pairs, _) => ml.Transforms.TopK(new TopKOptions
    {
        LabelColumnName = pairs[0].OutputColumnName,
        ProbabilityColumnName = "TopProbabilities",
        InputColumnName = pairs[0].InputColumnName,
        K = 2,
        Scores = ScoreMeaning.Logits,
    }));

    private static readonly Stage NameClasses = new("NameClasses", (ml, pairs, _) => ml.Transforms.NameClasses(pairs, ["u", "v", "w", "x", "y", "z"]));

    private static readonly Stage LogProbabilities = new("LogProbabilities", (ml, pairs, _) => ml.Transforms.LogProbabilities(pairs));

    // Their Fit reads labels, which the data of the contract does not have.
    private static readonly Stage PredictionSet = new("PredictionSet", (ml, pairs, _) => new FittedElsewhere(ml, pairs[0].InputColumnName, ml.Transforms.PredictionSet(
        new PredictionSetOptions
        {
            OutputColumnName = pairs[0].OutputColumnName,
            InputColumnName = pairs[0].InputColumnName,
            Coverage = 0.7,
            Score = PredictionSetScore.Raps,
            Randomized = true,
            UnpenalizedRanks = 1,
            Labels = pairs[0].InputColumnName == "Copy" ? ["u", "v", "w", "x", "y", "z"] : null,
        })));

    private static readonly Stage RejectAbove = new("RejectAbove", (ml, pairs, _) => new FittedElsewhere(ml, pairs[0].InputColumnName, ml.Transforms.RejectAbove(
        new RejectAboveOptions
        {
            OutputColumnName = pairs[0].OutputColumnName,
            InputColumnName = pairs[0].InputColumnName,
            MaximumErrorRate = 0.3,
            Labels = pairs[0].InputColumnName == "Copy" ? ["u", "v", "w", "x", "y", "z"] : null,
        })));

    private readonly Func<MLContext, InputOutputColumnPair[], double, IEstimator<ITransformer>> _create;
    private readonly Action<float[], float[], double> _single;
    private readonly Action<double[], double[], double> _double;

    private Stage(
        string name,
        Func<MLContext, InputOutputColumnPair[], double, IEstimator<ITransformer>> create,
        Action<float[], float[], double>? single = null,
        Action<double[], double[], double>? @double = null)
    {
        Name = name;
        _create = create;
        _single = single ?? ((_, _, _) => throw new NotSupportedException(name));
        _double = @double ?? ((_, _, _) => throw new NotSupportedException(name));
    }

    public string Name { get; }

    /// <summary>
    /// The largest difference, in ulp, between the results of a sparse row and of the same dense row, for stages that do not write out the
    /// zeros.
    /// </summary>
    public double SparseUlps => this == Softmax ? 6 : 0;

    /// <summary>Whether the output is one number for each row.</summary>
    public bool IsScalar => this == LogSumExp || this == Entropy || this == Margin;

    /// <summary>The stages that compute a function of a row of logits at a temperature.</summary>
    public static TheoryData<string> OfRows => [nameof(Softmax), nameof(LogSoftmax), nameof(LogSumExp), nameof(Entropy), nameof(Margin)];

    /// <summary>The stages that compute a function of a row of logits, or of each logit, at a temperature.</summary>
    public static TheoryData<string> OfLogits => [.. OfRows.Select(row => row.Data), nameof(Sigmoid), nameof(LogSigmoid)];

    /// <summary>All stages.</summary>
    public static TheoryData<string> All => [.. OfLogits.Select(row => row.Data), nameof(SelectLabel), nameof(TopK), nameof(NameClasses), nameof(LogProbabilities), nameof(PredictionSet), nameof(RejectAbove)];

    /// <summary>Whether the stage accepts vectors of unknown size.</summary>
    public bool TakesUnknownSize => this != SelectLabel && this != TopK && this != PredictionSet && this != RejectAbove;

    public static Stage Named(string name) => name switch
    {
        nameof(Softmax) => Softmax,
        nameof(LogSoftmax) => LogSoftmax,
        nameof(LogSumExp) => LogSumExp,
        nameof(Entropy) => Entropy,
        nameof(Margin) => Margin,
        nameof(Sigmoid) => Sigmoid,
        nameof(LogSigmoid) => LogSigmoid,
        nameof(SelectLabel) => SelectLabel,
        nameof(TopK) => TopK,
        nameof(NameClasses) => NameClasses,
        nameof(LogProbabilities) => LogProbabilities,
        nameof(PredictionSet) => PredictionSet,
        nameof(RejectAbove) => RejectAbove,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    public IEstimator<ITransformer> Create(MLContext ml, string output, string input, double temperature = 1) =>
        Create(ml, [new InputOutputColumnPair(output, input)], temperature);

    public IEstimator<ITransformer> Create(MLContext ml, InputOutputColumnPair[] pairs, double temperature = 1) =>
        _create(ml, pairs, temperature);

    /// <summary>
    /// The result of the kernel for a dense row. The stage must return the same bits; for a sparse row, see <see cref="SparseUlps"/>.
    /// </summary>
    public float[] Compute(float[] logits) => Compute(logits, 1);

    /// <inheritdoc cref="Compute(float[])"/>
    public float[] Compute(float[] logits, double temperature)
    {
        var result = new float[IsScalar ? 1 : logits.Length];
        _single(logits, result, temperature);
        return result;
    }

    /// <inheritdoc cref="Compute(float[])"/>
    public double[] Compute(double[] logits) => Compute(logits, 1);

    /// <inheritdoc cref="Compute(float[])"/>
    public double[] Compute(double[] logits, double temperature)
    {
        var result = new double[IsScalar ? 1 : logits.Length];
        _double(logits, result, temperature);
        return result;
    }

    // Without a temperature, the stage calls the function without this parameter.
    private static void Run(double temperature, Action plain, Action tempered) => (temperature == 1 ? plain : tempered)();
}
