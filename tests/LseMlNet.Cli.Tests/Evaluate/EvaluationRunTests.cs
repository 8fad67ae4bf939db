using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LseMlNet.Cli.Tests.Evaluate;

public sealed partial class EvaluationRunTests : IDisposable
{
    // Half of the last digit shown, plus the rounding of the temperature.
    private const double Shown = 0.6e-4;

    private readonly TemporaryFolder _folder = new();
    private readonly HeldOutReference _reference = HeldOutReference.Compute();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ShippedSet_AllPictures_HasTheFiguresOfTheModelCard()
    {
        using var card = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("examples", "ImageClassifier", "Model", "metrics.json")));
        JsonElement heldOut = card.RootElement.GetProperty("held_out");
        string accuracy = heldOut.GetProperty("accuracy").GetDouble().ToString("F4", CultureInfo.InvariantCulture);
        string loss = heldOut.GetProperty("mean_nll").GetDouble().ToString("F4", CultureInfo.InvariantCulture);

        string text = PrintedEvaluation.Run(_folder).Text;

        Assert.StartsWith($"5,000 held-out pictures of 28x28 in 10 classes: accuracy {accuracy}, log-loss {loss} nats.\n", text, StringComparison.Ordinal);
        Assert.Equal("0.9324", accuracy);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(10)]
    public void ShippedSet_Metrics_AreThoseOfTheReference(int bins)
    {
        PrintedEvaluation printed = PrintedEvaluation.Run(_folder, "--bins", $"{bins}");

        double temperature = _reference.Temperature();
        Assert.Equal(temperature, printed.Temperature(), 0.0006);
        double accuracy = _reference.TopKAccuracy(1), top3 = _reference.TopKAccuracy(3);
        Same([_reference.LogLoss(1), _reference.LogLoss(temperature)], printed.Row("log-loss (nats)"));
        Same([accuracy, accuracy], printed.Row("accuracy"));
        Same([top3, top3], printed.Row("top-3 accuracy"));
        Same([_reference.BrierScore(1), _reference.BrierScore(temperature)], printed.Row("Brier score"));
        Same([_reference.MeanEntropy(1), _reference.MeanEntropy(temperature)], printed.Row("mean entropy (nats)"));
        (double expectedBefore, double maximumBefore) = _reference.CalibrationErrors(1, bins);
        (double expectedAfter, double maximumAfter) = _reference.CalibrationErrors(temperature, bins);
        Same([expectedBefore, expectedAfter], printed.Row("expected calibration error"));
        Same([maximumBefore, maximumAfter], printed.Row("maximum calibration error"));
        Same([2500, 2500], printed.Row("pictures included"));
        Same([0, 0], printed.Row("pictures left out"));
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public void ShippedSet_ReliabilityDiagram_IsThatOfTheReference(string when)
    {
        const int Bins = 15, Width = 50;
        double temperature = when == "before" ? 1 : _reference.Temperature();

        string[] lines = PrintedEvaluation.Run(_folder).Section($"Reliability {when}");

        var bins = _reference.Bins(temperature, Bins).ToArray();
        Assert.Equal(bins.Length, lines.Length);
        foreach (((int index, int count, double accuracy, double confidence), string line) in bins.Zip(lines))
        {
            Match match = Bin().Match(line);
            Assert.True(match.Success, $"Unexpected layout: '{line}'");
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{(double)index / Bins:F3}–{(index + 1.0) / Bins:F3}"), match.Groups["range"].Value);
            Same([count, accuracy, confidence], PrintedEvaluation.Numbers(match.Groups["numbers"].Value));
            string drawing = match.Groups["drawing"].Value;
            Assert.Equal((int)(confidence * Width), drawing.IndexOf('│'));
            int barLength = drawing.LastIndexOfAny([.. "▏▎▍▌▋▊▉█"]) + 1;
            // A bar must be accurate to within one character, and the mark may hide one more.
            Assert.Equal(accuracy * Width, barLength, 1.1);
        }
    }

    [Fact]
    public void ShippedSet_AcceptanceCurve_IsThatOfTheReference()
    {
        double temperature = _reference.Temperature();

        string[] lines = PrintedEvaluation.Run(_folder).Section("Refusing answers");

        Assert.Equal(8, lines.Length);
        foreach (string line in lines)
        {
            double?[] numbers = PrintedEvaluation.Numbers(line);
            (double coverage, double accuracy) = _reference.Accepted(1, numbers[0]!.Value);
            (double coverageAfter, double accuracyAfter) = _reference.Accepted(temperature, numbers[0]!.Value);
            Same([coverage, accuracy, coverageAfter, accuracyAfter], numbers[1..]);
            Assert.Equal(coverageAfter * 40 * 8, line.Sum(character => "▏▎▍▌▋▊▉█".IndexOf(character) + 1), 0.6);
        }
    }

    [Fact]
    public void ShippedSet_PredictionSets_AreThoseOfTheReference()
    {
        string[] lines = PrintedEvaluation.Run(_folder).Section("Prediction sets");

        Assert.Equal(["0.90", "0.95", "0.99"], lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]));
        foreach ((int rank, string line) in HeldOutReference.RanksOfSets.Zip(lines))
        {
            (int Size, bool IsCovered)[] sets = _reference.Sets(rank), single = [.. sets.Where(set => set.Size == 1)];
            double?[] numbers = PrintedEvaluation.Numbers(line);
            Same(
                [sets.Average(set => set.IsCovered ? 1.0 : 0), sets.Average(set => set.Size), single.Length / 2500.0,
                    single.Average(set => set.IsCovered ? 1.0 : 0), sets.Average(set => set.Size == 0 ? 1.0 : 0)],
                numbers[1..]);
        }
    }

    [Fact]
    public void ShippedSet_PromisedErrorRates_AreKeptAndThoseOfTheReference()
    {
        string[] lines = PrintedEvaluation.Run(_folder).Section("Refusing for a promised share");

        Assert.Equal(4, lines.Length);
        foreach (string line in lines)
        {
            double?[] numbers = PrintedEvaluation.Numbers(line);
            (double answered, double wrong) = _reference.AnsweredFrom(numbers[3]!.Value);
            Assert.Equal(answered, numbers[2]!.Value, 0.002);
            Assert.Equal(wrong, numbers[1]!.Value, 0.002);
            Assert.InRange(numbers[1]!.Value, 0, numbers[0]!.Value);
        }
    }

    [Fact]
    public void ShippedSet_Classes_AreThoseOfTheReference()
    {
        string[] lines = PrintedEvaluation.Run(_folder).Section("Each class");

        Assert.Equal(10, lines.Length);
        for (int i = 0; i < 10; i++)
        {
            double?[] numbers = PrintedEvaluation.Numbers(lines[i]);
            (double precision, double recall) = _reference.OfClass(i);
            Same([precision, recall, 2 * precision * recall / (precision + recall)], numbers[1..4]);
        }
    }

    [Fact]
    public void ShippedSet_Json_HasPromisesIntervalsAndClasses()
    {
        Dictionary<string, double> figures = Classifier.Run(_folder, "evaluate", "--json").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(figure => figure.GetProperty("value").ValueKind == JsonValueKind.Number)
            .ToDictionary(
                figure => $"{figure.GetProperty("section")} {figure.GetProperty("when")} {figure.GetProperty("of")} {figure.GetProperty("figure")}",
                figure => figure.GetProperty("value").GetDouble());

        Assert.Equal(_reference.Sets(2376).Average(set => set.Size), figures["sets  0.95 mean size"], 1e-9);
        Assert.Equal(_reference.Sets(2376).Count(set => set.Size == 2), figures["sets  0.95 pictures with 2 classes"]);
        Assert.InRange(figures["rejection  0.05 wrong"], 0, 0.05);
        Assert.InRange(figures["interval before accuracy lower bound"], 0.91, _reference.TopKAccuracy(1));
        Assert.InRange(figures["interval before accuracy upper bound"], _reference.TopKAccuracy(1), 0.96);
        Assert.Equal(_reference.OfClass(6).Recall, figures["class before Shirt recall"], 1e-9);
        Assert.InRange(figures["risk-coverage after  area"], 0.001, 0.02);
    }

    [Fact]
    public void ShippedSet_Mistakes_CarryTheNamesOfClasses() =>
        Assert.Contains("Most frequent mistakes\n     22  T-shirt/top taken for Shirt\n     20  Shirt taken for T-shirt/top\n", PrintedEvaluation.Run(_folder).Text, StringComparison.Ordinal);

    [Fact]
    public void Run_Again_PrintsTheSame() => Assert.Equal(PrintedEvaluation.Run(_folder).Text, PrintedEvaluation.Run(_folder).Text);

    private static void Same(double[] expected, double?[] printed)
    {
        Assert.Equal(expected.Length, printed.Length);
        Assert.All(expected.Zip(printed), pair => Assert.Equal(pair.First, pair.Second!.Value, Shown));
    }

    [GeneratedRegex(@"^  (?<range>[\d.]+–[\d.]+)(?<numbers> +[\d,]+ +[\d.]+ +[\d.]+)   (?<drawing>.*)$")]
    private static partial Regex Bin();
}
