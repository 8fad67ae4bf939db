using LseMlNet.Tests.Contract;
using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.TemperatureScaling;

public sealed class TemperatureScalingCatalogTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Theory]
    [InlineData("Missing", "Label", "there is no input column 'Missing'; expected a vector of Single or Double. The columns are: " +
        "Logits, Label, Weight. Pass one of them as inputColumnName, or add the column earlier in the pipeline.")]
    [InlineData("Weight", "Label", "input column 'Weight' is Single; expected a vector of Single or Double. Use a column that holds one " +
        "logit per class; Concatenate joins scalars, and ConvertType converts other number types.")]
    [InlineData("Logits", "Missing", "there is no input column 'Missing'; expected a key, as the label. The columns are: Logits, Label, " +
        "Weight. Pass one of them as labelColumnName, or add the column earlier in the pipeline.")]
    [InlineData("Logits", "Weight", "input column 'Weight' is Single; expected a key, as the label. MapValueToKey turns text and " +
        "numbers into keys.")]
    public void FitAndGetOutputSchema_WrongColumn_NamesExpectedType(string logits, string label, string message)
    {
        IDataView data = LabelledData.Create<float>(_ml, [[1, 2], [3, 4]], [0, 1]);
        TemperatureScalingEstimator estimator = _ml.Transforms.TemperatureScaling("Out", logits, label);
        foreach (Action use in (Action[])[() => estimator.Fit(data), () => estimator.GetOutputSchema(SchemaShapes.Of(data.Schema))])
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(use);
            Assert.Equal($"TemperatureScaling: {message} (Parameter 'inputSchema')", error.Message);
        }
    }

    [Fact]
    public void Fit_LabelBeyondLogits_NamesRowLabelAndClasses()
    {
        IDataView data = LabelledData.Create<float>(_ml, [[1, 2], [1, 2]], [0, 3]);
        var error = Assert.Throws<InvalidOperationException>(() => _ml.Transforms.TemperatureScaling("Logits").Fit(data));
        Assert.StartsWith("TemperatureScaling: in row 1, the label in column 'Label' is class 3 (counted from 0), but column 'Logits' " +
            "has 2 logits;", error.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(0, 1), InlineData(-1, 1), InlineData(2, 1), InlineData(1, 1), InlineData(double.NaN, 1), InlineData(1, double.PositiveInfinity)]
    public void Create_WrongBounds_NamesExpectedBounds(double minimum, double maximum)
    {
        var options = new TemperatureScalingOptions { OutputColumnName = "Logits", MinimumTemperature = minimum, MaximumTemperature = maximum };
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.TemperatureScaling(options));
        Assert.Equal(
            $"TemperatureScaling: the allowed temperatures are {minimum} to {maximum}; expected finite numbers greater than 0, the " +
            "lower one first. " +
            "Set MinimumTemperature and MaximumTemperature, or keep the defaults. (Parameter 'MinimumTemperature')", error.Message);
    }

    [Fact]
    public void Call_NullOrEmptyName_NamesTheArgument()
    {
        TransformsCatalog catalog = _ml.Transforms;
        (string Parameter, Action Call)[] calls =
        [
            ("catalog", () => TemperatureScalingCatalog.TemperatureScaling(null!, "Out")),
            ("options", () => catalog.TemperatureScaling((TemperatureScalingOptions)null!)),
            ("OutputColumnName", () => catalog.TemperatureScaling((string)null!)),
            ("OutputColumnName", () => catalog.TemperatureScaling("")),
            ("LabelColumnName", () => catalog.TemperatureScaling("Out", "Logits", "")),
            ("input", () => catalog.TemperatureScaling("Out").Fit(null!)),
            ("inputSchema", () => catalog.TemperatureScaling("Out").GetOutputSchema(null!)),
        ];
        Assert.All(calls, call => Assert.Equal(call.Parameter, Assert.ThrowsAny<ArgumentException>(call.Call).ParamName));
    }

    [Fact]
    public void Create_OptionsChangedLater_KeepsTheirValues()
    {
        IDataView data = LabelledData.Create<float>(_ml, [[1, 0], [1, 0]], [0, 0]);
        var options = new TemperatureScalingOptions { OutputColumnName = "Logits", MinimumTemperature = 0.25 };
        TemperatureScalingEstimator estimator = _ml.Transforms.TemperatureScaling(options);
        options.MinimumTemperature = 0.75;
        Assert.Equal(0.25, estimator.Fit(data).Temperature);
    }
}
