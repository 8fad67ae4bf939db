using LseMlNet.Tests.Contract;
using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.PredictionSet;

public sealed class PredictionSetCatalogTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Create_WrongOption_NamesExpectedValue()
    {
        (string Message, Action<PredictionSetOptions> Change)[] cases =
        [
            ("coverage is 0; expected a number above 0 and below 1. A set that always contains the true class is the set of all classes. (Parameter 'coverage')",
                options => options.Coverage = 0),
            ("coverage is 1; expected a number above 0 and below 1. A set that always contains the true class is the set of all classes. (Parameter 'coverage')",
                options => options.Coverage = 1),
            ("coverage is NaN; expected a number above 0 and below 1. A set that always contains the true class is the set of all classes. (Parameter 'coverage')",
                options => options.Coverage = double.NaN),
            ("score is 3; expected Lac, Aps, Raps. Use Lac for the smallest sets on average. (Parameter 'score')",
                options => options.Score = (PredictionSetScore)3),
            ("randomized is True; expected false for the score Lac. Only Aps and Raps have a random part. (Parameter 'randomized')",
                options => options.Randomized = true),
            ("rankPenalty is -0.5; expected a finite number that is not negative. Use 0 for no penalty. (Parameter 'rankPenalty')",
                options => options.RankPenalty = -0.5),
            ("rankPenalty is Infinity; expected a finite number that is not negative. Use 0 for no penalty. (Parameter 'rankPenalty')",
                options => options.RankPenalty = double.PositiveInfinity),
            ("unpenalizedRanks is -1; expected 0 or more. Use 0 to penalize every rank. (Parameter 'unpenalizedRanks')",
                options => options.UnpenalizedRanks = -1),
        ];
        foreach ((string message, Action<PredictionSetOptions> change) in cases)
        {
            var options = new PredictionSetOptions { OutputColumnName = "Set" };
            change(options);
            Assert.Equal($"PredictionSet: {message}", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.PredictionSet(options)).Message);
        }
    }

    [Fact]
    public void Call_NullOrEmptyName_NamesTheArgument()
    {
        TransformsCatalog catalog = _ml.Transforms;
        (string Parameter, Action Call)[] calls =
        [
            ("catalog", () => PredictionSetCatalog.PredictionSet(null!, "Set")),
            ("options", () => catalog.PredictionSet((PredictionSetOptions)null!)),
            ("outputColumnName", () => catalog.PredictionSet((string)null!)),
            ("outputColumnName", () => catalog.PredictionSet("")),
            ("inputColumnName", () => catalog.PredictionSet("Set", " ")),
            ("options.LabelColumnName", () => catalog.PredictionSet("Set", "Logits", "")),
            ("labels", () => catalog.PredictionSet(new PredictionSetOptions { OutputColumnName = "Set", Labels = [] })),
            ("input", () => catalog.PredictionSet("Set").Fit(null!)),
            ("inputSchema", () => catalog.PredictionSet("Set").GetOutputSchema(null!)),
        ];
        Assert.All(calls, call => Assert.Equal(call.Parameter, Assert.ThrowsAny<ArgumentException>(call.Call).ParamName));
    }

    [Theory]
    [InlineData("Missing", "Label", "there is no input column 'Missing'; expected a vector of Single or Double.")]
    [InlineData("Weight", "Label", "input column 'Weight' is Single; expected a vector of Single or Double.")]
    [InlineData("Logits", "Missing", "there is no input column 'Missing'; expected a key, as the label.")]
    [InlineData("Logits", "Weight", "input column 'Weight' is Single; expected a key, as the label.")]
    public void FitAndGetOutputSchema_WrongColumn_NamesExpectedType(string logits, string label, string message)
    {
        IDataView data = LabelledData.Create<float>(_ml, [[1, 2], [3, 4]], [0, 1]);
        PredictionSetEstimator sets = _ml.Transforms.PredictionSet("Out", logits, label);
        RejectAboveEstimator reject = _ml.Transforms.RejectAbove("Out", logits, label);
        foreach ((string stage, Action use) in ((string, Action)[])[
            ("PredictionSet", () => sets.Fit(data)), ("PredictionSet", () => sets.GetOutputSchema(SchemaShapes.Of(data.Schema))),
            ("RejectAbove", () => reject.Fit(data)), ("RejectAbove", () => reject.GetOutputSchema(SchemaShapes.Of(data.Schema)))])
        {
            Assert.StartsWith($"{stage}: {message}", Assert.Throws<ArgumentOutOfRangeException>(use).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Fit_OneClassOrOtherNumberOfLabels_IsRefused()
    {
        IDataView one = LabelledData.Create<float>(_ml, [[1], [3]], [0, 0]), two = LabelledData.Create<float>(_ml, [[1, 2], [3, 4]], [0, 1]);
        Assert.Contains("expected two or more classes", Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.Transforms.PredictionSet("Set", "Logits").Fit(one)).Message, StringComparison.Ordinal);
        Assert.StartsWith("PredictionSet: 3 class names were given for column 'Logits', which has 2 classes", Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.Transforms.PredictionSet(new PredictionSetOptions { OutputColumnName = "Set", InputColumnName = "Logits", Labels = ["a", "b", "c"] })
                .Fit(two)).Message, StringComparison.Ordinal);
    }
}
