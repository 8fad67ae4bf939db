using System.IO.Compression;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LseMlNet.Cli.Tests.Support;

/// <summary>
/// A reference that is independent of the project: scores the held-out pictures with only ONNX Runtime, and computes the metrics from their
/// formulas in double.
/// </summary>
internal sealed class HeldOutReference
{
    private const int Classes = 10;
    private const int Pixels = 28 * 28;

    /// <summary>⌈2501 c⌉ for sets that are promised to contain the right class with c = 0.9, 0.95 and 0.99.</summary>
    public static readonly int[] RanksOfSets = [2251, 2376, 2476];

    private readonly (double[] Logits, int Label)[] _fitted;
    private readonly (double[] Logits, int Label)[] _shown;

    private HeldOutReference((double[] Logits, int Label)[] rows)
    {
        _fitted = [.. rows.Where((_, i) => i % 2 == 0)];
        _shown = [.. rows.Where((_, i) => i % 2 == 1)];
    }

    public static HeldOutReference Compute()
    {
        byte[] pictures = Unpack("images-idx3-ubyte.gz")[16..];
        byte[] labels = Unpack("labels-idx1-ubyte.gz")[8..];
        using var session = new InferenceSession(Repository.FashionModel);
        var input = new DenseTensor<float>(Array.ConvertAll(pictures, pixel => (float)pixel), [labels.Length, 1, 28, 28]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("image", input)]);
        float[] logits = [.. results.Single().AsEnumerable<float>()];
        Assert.Equal((labels.Length * Pixels, labels.Length * Classes), (pictures.Length, logits.Length));
        return new HeldOutReference(
            [.. labels.Select((label, i) => (logits[(i * Classes)..((i + 1) * Classes)].Select(x => (double)x).ToArray(), (int)label))]);
    }

    /// <summary>A ternary search over the inverse temperature finds the temperature, because the loss is convex in it.</summary>
    public double Temperature()
    {
        (double low, double high) = (0.01, 10);
        while (high - low > 1e-7)
        {
            double third = (high - low) / 3;
            if (LogLoss(_fitted, 1 / (low + third)) < LogLoss(_fitted, 1 / (high - third)))
            {
                high -= third;
            }
            else
            {
                low += third;
            }
        }
        return 2 / (low + high);
    }

    public double LogLoss(double temperature) => LogLoss(_shown, temperature);

    public double TopKAccuracy(int k) => _shown.Average(row => row.Logits.Count(x => x > row.Logits[row.Label]) < k ? 1.0 : 0);

    public double BrierScore(double temperature) => _shown.Average(row =>
        Probabilities(row.Logits, temperature).Select((p, i) => (p - (i == row.Label ? 1 : 0)) * (p - (i == row.Label ? 1 : 0))).Sum());

    public double MeanEntropy(double temperature) =>
        _shown.Average(row => -Probabilities(row.Logits, temperature).Sum(p => p * Math.Log(p)));

    public (double Expected, double Maximum) CalibrationErrors(double temperature, int bins)
    {
        double[] errors = [.. Bins(temperature, bins).Select(bin => Math.Abs(bin.Accuracy - bin.Confidence))];
        return (Bins(temperature, bins).Zip(errors).Sum(bin => bin.First.Count * bin.Second) / _shown.Length, errors.Max());
    }

    public IEnumerable<(int Index, int Count, double Accuracy, double Confidence)> Bins(double temperature, int bins) =>
        from row in _shown
        let confidence = Probabilities(row.Logits, temperature).Max()
        let isRight = row.Logits[row.Label] == row.Logits.Max() ? 1.0 : 0
        group (confidence, isRight) by (int)Math.Ceiling(confidence * bins) - 1 into bin
        orderby bin.Key
        select (bin.Key, bin.Count(), bin.Average(row => row.isRight), bin.Average(row => row.confidence));

    /// <summary>The number of pictures of one class whose largest logit belongs to another.</summary>
    public int Confused(int label, int takenFor) =>
        _shown.Count(row => row.Label == label && row.Logits.IndexOf(row.Logits.Max()) == takenFor);

    public (double Coverage, double Accuracy) Accepted(double temperature, double minimum)
    {
        var accepted = _shown.Where(row => Probabilities(row.Logits, temperature).Max() >= minimum).ToArray();
        return ((double)accepted.Length / _shown.Length, accepted.Average(row => row.Logits[row.Label] == row.Logits.Max() ? 1.0 : 0));
    }

    /// <summary>The sizes of the prediction sets of the evaluated half, and whether each contains the right class.</summary>
    /// <param name="rank">Which of the probabilities of the right classes in the other half, from the highest, is the threshold.</param>
    public (int Size, bool IsCovered)[] Sets(int rank)
    {
        double threshold = _fitted.Select(row => Probabilities(row.Logits, 1)[row.Label]).OrderDescending().ElementAt(rank - 1);
        return [.. _shown.Select(row =>
        {
            double[] probabilities = Probabilities(row.Logits, 1);
            return (probabilities.Count(p => p >= threshold), probabilities[row.Label] >= threshold);
        })];
    }

    /// <summary>The share of the evaluated half with at least these log-odds, and the share of wrong classes among it.</summary>
    public (double Answered, double Wrong) AnsweredFrom(double logOdds)
    {
        var answered = _shown.Where(row => row.Logits.Max() - Math.Log(row.Logits.Where(x => x != row.Logits.Max()).Sum(Math.Exp)) >= logOdds).ToArray();
        return ((double)answered.Length / _shown.Length, answered.Average(row => row.Logits[row.Label] == row.Logits.Max() ? 0.0 : 1));
    }

    /// <summary>The precision and the recall of a class.</summary>
    public (double Precision, double Recall) OfClass(int label)
    {
        double right = Confused(label, label);
        return (right / Enumerable.Range(0, Classes).Sum(other => Confused(other, label)), right / Enumerable.Range(0, Classes).Sum(other => Confused(label, other)));
    }

    private static double LogLoss((double[] Logits, int Label)[] rows, double temperature) =>
        rows.Average(row => -Math.Log(Probabilities(row.Logits, temperature)[row.Label]));

    private static double[] Probabilities(double[] logits, double temperature)
    {
        double[] exponentials = Array.ConvertAll(logits, x => Math.Exp(x / temperature));
        double sum = exponentials.Sum();
        return Array.ConvertAll(exponentials, e => e / sum);
    }

    private static byte[] Unpack(string name)
    {
        using var unpacked = new MemoryStream();
        using var packed = new GZipStream(File.OpenRead(Path.Combine(Repository.FashionHeldOut, name)), CompressionMode.Decompress);
        packed.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
