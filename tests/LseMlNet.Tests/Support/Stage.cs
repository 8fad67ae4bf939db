using Microsoft.ML;
using LogitsFunctions = LseMlNet.Numerics.Logits;

namespace LseMlNet.Tests.Support;

/// <summary>One of the three stages, as the tests that all of them must pass see it.</summary>
public sealed class Stage
{
    public static readonly Stage Softmax = new("Softmax",
        (ml, pairs, temperature) => ml.Transforms.Softmax(pairs, temperature),
        (x, y) => LogitsFunctions.Softmax(x, y),
        (x, y) => LogitsFunctions.Softmax(x, y));

    public static readonly Stage LogSoftmax = new("LogSoftmax",
        (ml, pairs, temperature) => ml.Transforms.LogSoftmax(pairs, temperature),
        (x, y) => LogitsFunctions.LogSoftmax(x, y),
        (x, y) => LogitsFunctions.LogSoftmax(x, y));

    public static readonly Stage LogSumExp = new("LogSumExp",
        (ml, pairs, temperature) => ml.Transforms.LogSumExp(pairs, temperature),
        (x, y) => y[0] = LogitsFunctions.LogSumExp(x),
        (x, y) => y[0] = LogitsFunctions.LogSumExp(x));

    private readonly Func<MLContext, InputOutputColumnPair[], double, IEstimator<ITransformer>> _create;
    private readonly Action<float[], float[]> _single;
    private readonly Action<double[], double[]> _double;

    private Stage(
        string name,
        Func<MLContext, InputOutputColumnPair[], double, IEstimator<ITransformer>> create,
        Action<float[], float[]> single,
        Action<double[], double[]> @double)
    {
        Name = name;
        _create = create;
        _single = single;
        _double = @double;
    }

    public string Name { get; }

    /// <summary>Whether the output is one number a row.</summary>
    public bool IsScalar => this == LogSumExp;

    public static Stage Named(string name) => name switch
    {
        nameof(Softmax) => Softmax,
        nameof(LogSoftmax) => LogSoftmax,
        nameof(LogSumExp) => LogSumExp,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    public IEstimator<ITransformer> Create(MLContext ml, string output, string input, double temperature = 1) =>
        Create(ml, [new InputOutputColumnPair(output, input)], temperature);

    public IEstimator<ITransformer> Create(MLContext ml, InputOutputColumnPair[] pairs, double temperature = 1) =>
        _create(ml, pairs, temperature);

    /// <summary>What the kernel makes of a dense row; the stage must give the same bits.</summary>
    public float[] Compute(float[] logits)
    {
        var result = new float[IsScalar ? 1 : logits.Length];
        _single(logits, result);
        return result;
    }

    /// <inheritdoc cref="Compute(float[])"/>
    public double[] Compute(double[] logits)
    {
        var result = new double[IsScalar ? 1 : logits.Length];
        _double(logits, result);
        return result;
    }
}
