using System.Collections.Concurrent;
using System.Globalization;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.LightGbm;

namespace LseMlNet.Tests.Conventions;

/// <summary>Checks the table in docs/how-to/ml-net-trainers.md of what each of ML.NET's trainers writes into Score.</summary>
public sealed class TrainerScoresTests
{
    private const int Classes = 3;

    private static readonly string[][] Table =
    [
        .. from line in File.ReadAllLines(Repository.PathOf("docs", "how-to", "ml-net-trainers.md"))
           where line.StartsWith("| ", StringComparison.Ordinal)
           select line.Trim('|', ' ').Split(" | "),
    ];

    private static readonly ConcurrentDictionary<string, IDataView> Scored = [];

    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Trainers => [.. Table.Skip(1).Select(row => row[0])];

    [Theory, MemberData(nameof(Trainers))]
    public void Score_OfTrainer_HoldsWhatTheTableSays(string trainer)
    {
        string[] row = Cells(trainer);
        IDataView scored = Score(trainer);
        float[][] scores = [.. scored.GetColumn<float[]>("Score")];
        Assert.True(row[1].Split(' ', ':')[0] switch
        {
            "probabilities" => Array.TrueForAll(scores, IsDistribution),
            // If the trainer had normalized them, their log-sum-exp would be 0.
            "logits" => Array.TrueForAll(scores, logits => Math.Abs(Numerics.Logits.LogSumExp(logits)) > 0.1)
                && Math.Abs(Math.Log(Temperature(scored))) < 0.3,
            "raw" => !Array.Exists(scores, IsDistribution) && Math.Abs(Math.Log(Temperature(scored))) > 0.3,
            _ => throw new InvalidOperationException($"The table says '{row[1]}'; expected probabilities, logits or raw scores."),
        }, $"The table says that {trainer} writes {row[1]}; the temperature found is {Temperature(scored)}, the first rows " +
            $"are\n{string.Join('\n', scores.Take(5).Select(values => string.Join(", ", values)))}");
    }

    [Theory, MemberData(nameof(Trainers))]
    public void Appended_ToTrainer_GivesCalibratedProbabilities(string trainer)
    {
        IDataView probabilities = Append(Score(trainer), Cells(trainer)[2], out string column);
        Assert.All(probabilities.GetColumn<float[]>(column), row => Assert.True(IsDistribution(row)));

        IDataView logits = _ml.Transforms.LogProbabilities("Logits", column).Fit(probabilities).Transform(probabilities);
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(logits);
        Assert.Equal(metrics.RowCount, metrics.EvaluatedRowCount);
        Assert.True(metrics.ExpectedCalibrationError < 0.12, metrics.ToString());
    }

    [Theory, MemberData(nameof(Trainers))]
    public void AppendedForLogits_ToTrainer_GivesLogitsOfTheSameProbabilities(string trainer)
    {
        IDataView scored = Score(trainer);
        IDataView probabilities = Append(scored, Cells(trainer)[2], out string column);
        float[][] expected = [.. probabilities.GetColumn<float[]>(column)];
        List<string> warnings = Warnings.Of(_ml);

        IDataView logits = Append(scored, Cells(trainer)[3], out string logitsColumn);
        IDataView softmax = _ml.Transforms.Softmax("Again", logitsColumn).Fit(logits).Transform(logits);

        Assert.All(
            expected.Zip(softmax.GetColumn<float[]>("Again")),
            pair => Assert.All(pair.First.Zip(pair.Second), p => Assert.Equal(p.First, p.Second, 1e-4f)));
        Assert.DoesNotContain(warnings, warning => warning.Contains("sum to 1", StringComparison.Ordinal));
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(logits, logitsColumnName: logitsColumn);
        Assert.True(double.IsFinite(metrics.LogLoss) && metrics.LogLoss < 0.85, metrics.ToString());
    }

    [Theory, MemberData(nameof(Trainers))]
    public void StagesForLogits_OnTrainer_WarnAboutProbabilitiesOnce(string trainer)
    {
        IDataView scored = Score(trainer);
        List<string> warnings = Warnings.Of(_ml);
        SoftmaxTransformer softmax = _ml.Transforms.Softmax("Out", "Score").Fit(scored);
        foreach (IDataView pass in (IDataView[])[softmax.Transform(scored), softmax.Transform(scored)])
        {
            Assert.Equal(2000, pass.GetColumn<float[]>("Out").Count());
        }

        bool areProbabilities = Cells(trainer)[1].StartsWith("probabilities", StringComparison.Ordinal);
        Assert.Equal(areProbabilities ? 4000 : 0, softmax.ProbabilityRowCount);
        Assert.Equal(
            areProbabilities
                ? ["Softmax: the rows of column 'Score' (8 read so far) are nonnegative and sum to 1, as probabilities do, but Softmax " +
                    "takes logits. If they are probabilities, the result is wrong. Use the column as it is, without Softmax."]
                : [],
            warnings);
    }

    [Theory, MemberData(nameof(Trainers))]
    public void SelectLabelAndTopK_OnTrainer_AdviseByItsValues(string trainer)
    {
        IDataView scored = Score(trainer);
        string advice = Cells(trainer)[1].StartsWith("probabilities", StringComparison.Ordinal)
            ? "and its first rows are nonnegative with a sum of 1; expected a column marked as probabilities. If it holds probabilities, " +
                "set Scores in {0}Options to ScoreMeaning.Probabilities; do not use Softmax."
            : "and its first rows are not nonnegative with a sum of 1; expected a column marked as probabilities. If it holds logits, " +
                "set Scores in {0}Options to ScoreMeaning.Logits, or use the output of Softmax.";
        foreach ((string stage, IEstimator<ITransformer> estimator) in ((string, IEstimator<ITransformer>)[])[
            ("SelectLabel", _ml.Transforms.SelectLabel("Out", "Score", minimumProbability: 0.5f)), (
                "TopK", _ml.Transforms.TopK("Out", "P", "Score", 2))])
        {
            string message = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(scored)).Message;
            Assert.StartsWith(
                $"{stage}: input column 'Score' is the score of a trainer, {string.Format(CultureInfo.InvariantCulture, advice, stage)}",
                message, StringComparison.Ordinal);
            IDataView empty = _ml.Data.SkipRows(scored, 10_000);
            Assert.Contains(
                "which can be probabilities or logits", Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(empty)).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Softmax_OfProbabilities_CostsWhatThePageSays()
    {
        IDataView scored = Score("SdcaMaximumEntropy");
        IDataView logits = _ml.Transforms.LogProbabilities("Logits", "Score").Fit(scored).Transform(scored);

        double right = _ml.MulticlassClassification.EvaluateLogits(logits).LogLoss;
        double wrong = _ml.MulticlassClassification.EvaluateLogits(scored, logitsColumnName: "Score").LogLoss;

        Assert.InRange(right, 0.35, 0.41);
        Assert.InRange(wrong, 0.7, 0.76);
    }

    private static string[] Cells(string trainer) => Table.Single(cells => cells[0] == trainer);

    private IDataView Append(IDataView scored, string stages, out string column)
    {
        column = "Score";
        foreach (string stage in stages.Split(", ").Where(stage => stage != "nothing"))
        {
            IEstimator<ITransformer> estimator = stage switch
            {
                "TemperatureScaling" => _ml.Transforms.TemperatureScaling(stage, column, "Label"),
                "Softmax" => _ml.Transforms.Softmax(stage, column),
                "LogProbabilities" => _ml.Transforms.LogProbabilities(stage, column),
                _ => throw new InvalidOperationException(
                    $"The table says '{stage}'; expected TemperatureScaling, Softmax or LogProbabilities."),
            };
            scored = estimator.Fit(scored).Transform(scored);
            column = stage;
        }

        return scored;
    }

    private static bool IsDistribution(float[] row) => Array.TrueForAll(row, p => p >= 0) && Math.Abs(row.Sum(p => (double)p) - 1) < 1e-4;

    private double Temperature(IDataView scored) =>
        _ml.Transforms.TemperatureScaling("Calibrated", "Score", "Label").Fit(scored).Temperature;

    // Training takes most of the time, and all tests of a trainer can share its scores.
    private IDataView Score(string trainer) => Scored.GetOrAdd(trainer, Train);

    private IDataView Train(string trainer)
    {
        IDataView training = Clusters(seed: 1);
        try
        {
            return _ml.Data.Cache(Create(trainer).Fit(training).Transform(Clusters(seed: 2)));
        }
        catch (Exception e) when (e.GetBaseException() is DllNotFoundException)
        {
            Assert.Skip($"{trainer} has no native library for this platform: {e.GetBaseException().Message}");
            throw;
        }
    }

    private IEstimator<ITransformer> Create(string trainer)
    {
        MulticlassClassificationCatalog.MulticlassClassificationTrainers multiclass = _ml.MulticlassClassification.Trainers;
        BinaryClassificationCatalog.BinaryClassificationTrainers binary = _ml.BinaryClassification.Trainers;
        return trainer switch
        {
            "SdcaMaximumEntropy" => multiclass.SdcaMaximumEntropy(),
            "LbfgsMaximumEntropy" => multiclass.LbfgsMaximumEntropy(),
            "LightGbm" => multiclass.LightGbm(new LightGbmMulticlassTrainer.Options { NumberOfThreads = 1 }),
            "OneVersusAll" => multiclass.OneVersusAll(binary.AveragedPerceptron()),
            "OneVersusAll of FastTree" => multiclass.OneVersusAll(binary.FastTree()),
            "OneVersusAll with useProbabilities: false" => multiclass.OneVersusAll(binary.AveragedPerceptron(), useProbabilities: false),
            "PairwiseCoupling" => multiclass.PairwiseCoupling(binary.SdcaLogisticRegression()),
            "SdcaNonCalibrated" => multiclass.SdcaNonCalibrated(),
            "SdcaNonCalibrated with HingeLoss" => multiclass.SdcaNonCalibrated(lossFunction: new HingeLoss()),
            "NaiveBayes" => multiclass.NaiveBayes(),
            _ => throw new InvalidOperationException($"The table names '{trainer}', which this test does not train."),
        };
    }

    // The clusters overlap, so that the best probabilities are far from 0 and 1.
    private IDataView Clusters(int seed)
    {
        (float X, float Y)[] centers = [(0, 0), (2.5f, 0), (0, 2.5f)];
        var random = new Random(seed);
        var rows = new List<Row>();
        for (int i = 0; i < 2000; i++)
        {
            (float x, float y) = centers[i % Classes];
            rows.Add(new Row { Label = (uint)(i % Classes), Features = [x + Normal(random), y + Normal(random)] });
        }
        return _ml.Data.LoadFromEnumerable(rows);
    }

    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    private sealed class Row
    {
        [KeyType(Classes)]
        public uint Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
