using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Inputs;

/// <summary>A vector of one logit has one class, whose probability is always 1: stages refuse it and name the fix.</summary>
public sealed class LogitsInputTests
{
    private const string Message =
        "input column 'Logits' is Vector<Single, 1>; expected two or more classes, because the softmax of a single logit is always 1. " +
        "The logit of a binary classifier needs Sigmoid or LogSigmoid; or use Concatenate to put a column of zeros before it as the " +
        "first class. (Parameter 'inputSchema')";

    private readonly MLContext _ml = new(seed: 1);

    [Theory, MemberData(nameof(Stage.OfRows), MemberType = typeof(Stage))]
    [InlineData("SelectLabel"), InlineData("TopK")]
    public void Fit_OneLogit_NamesTheFix(string stage)
    {
        TransformsCatalog catalog = _ml.Transforms;
        IEstimator<ITransformer> estimator = stage switch
        {
            "SelectLabel" => catalog.SelectLabel("Out", "Logits"),
            "TopK" => catalog.TopK(new TopKOptions
            {
                LabelColumnName = "Out",
                ProbabilityColumnName = "P",
                InputColumnName = "Logits",
                K = 1,
                Scores = ScoreMeaning.Logits,
            }),
            _ => Stage.Named(stage).Create(_ml, "Out", "Logits"),
        };
        AssertRefused(stage, () => estimator.Fit(LogitsData.Dense<float>(_ml, [1], [2])));
    }

    [Fact]
    public void Fit_OneLogitWithMinimumProbabilityOfItsSoftmax_NamesTheFix() =>
        AssertRefused("SelectLabel", () => _ml.Transforms.SelectLabel(
        new SelectLabelOptions { Columns = [new("Out", "Logits")], MinimumProbability = 0.5f, Scores = ScoreMeaning.Logits })
        .Fit(LogitsData.Dense<float>(_ml, [1], [2])));

    [Fact]
    public void Fit_OneLogitAndLabels_TemperatureScalingNamesTheFix() => AssertRefused(
        "TemperatureScaling", () => _ml.Transforms.TemperatureScaling("Logits").Fit(LabelledData.Create<float>(_ml, [[1], [2]], [0, 0])));

    [Fact]
    public void Fit_OneLogit_SigmoidAndItsLabelAcceptIt()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [3], [-3], [0]);
        IDataView result = _ml.Transforms.NameClasses("Logits", ["spam"])
            .Append(_ml.Transforms.Sigmoid("Probability", "Logits"))
            .Append(_ml.Transforms.SelectLabel("Label", "Probability", minimumProbability: 0.5f))
            .Append(_ml.Transforms.TopK("Top", "TopProbability", "Probability", k: 1))
            .Append(_ml.Transforms.Conversion.MapKeyToValue([new("Label"), new("Top")])).Fit(data).Transform(data);

        Assert.Equal(["spam", "", "spam"], result.GetColumn<string>("Label"));
        Assert.Equal([["spam"], ["spam"], ["spam"]], result.GetColumn<string[]>("Top"));
        Assert.Equal(LogitsData.Values<float>(result, "Probability"), LogitsData.Values<float>(result, "TopProbability"));
        Assert.Equal([0.95257413f, 0.047425874f, 0.5f], result.GetColumn<float[]>("Probability").Select(row => row[0]));
    }

    private static void AssertRefused(string stage, Action fit) =>
        Assert.Equal($"{stage}: {Message}", Assert.Throws<ArgumentOutOfRangeException>("inputSchema", fit).Message);
}
