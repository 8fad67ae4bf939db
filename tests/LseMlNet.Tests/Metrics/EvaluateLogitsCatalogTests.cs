using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Metrics;

/// <summary>Every error names the column or argument, what was found, what was expected, and the fix.</summary>
public sealed class EvaluateLogitsCatalogTests
{
    private const string Columns = "The columns are: Logits, One, Unknown, Texts, Key, Number, Text, Weight, Double.";
    private const string LabelHint = "MapValueToKey turns text and numbers into keys.";
    private readonly MLContext _ml = new(seed: 1);

    [Theory]
    [InlineData("Missing", "there is no input column 'Missing'; expected a vector of Single or Double. " + Columns + " Pass one of them as logitsColumnName, or add the column earlier in the pipeline.")]
    [InlineData("Texts", "input column 'Texts' is Vector<String, 2>; expected a vector of Single or Double. Use a column that holds one " +
        "logit per class; Concatenate joins scalars, and ConvertType converts other number types.")]
    [InlineData("Unknown", "input column 'Unknown' is Vector<Single>; expected a vector of known size with at least two classes. Give " +
        "it a size, for example in the schema of the loaded data.")]
    [InlineData("One", "input column 'One' is Vector<Single, 1>; expected a vector of known size with at least two classes. A single " +
        "logit comes from a binary classifier: use Concatenate to add a column of zeros as the first logit, which gives the same " +
        "probabilities.")]
    public void EvaluateLogits_WrongLogitsColumn_NamesExpectedType(string column, string message) => AssertMismatch(message, "Key", column, null);

    [Theory]
    [InlineData("Missing", "there is no input column 'Missing'; expected a key, as the label. " + Columns + " Pass one of them as labelColumnName, or add the column earlier in the pipeline.")]
    [InlineData("Number", "input column 'Number' is Single; expected a key, as the label. " + LabelHint)]
    [InlineData("Text", "input column 'Text' is String; expected a key, as the label. " + LabelHint)]
    [InlineData("Logits", "input column 'Logits' is Vector<Single, 2>; expected a key, as the label. " + LabelHint)]
    public void EvaluateLogits_WrongLabelColumn_NamesExpectedType(string column, string message) => AssertMismatch(message, column, "Logits", null);

    [Theory]
    [InlineData("Missing", "there is no input column 'Missing'; expected a Single, as the weight of each row. " + Columns + " Pass one of them as exampleWeightColumnName, or add the column earlier in the pipeline.")]
    [InlineData("Double", "input column 'Double' is Double; expected a Single, as the weight of each row. ConvertType converts other " +
        "number types.")]
    public void EvaluateLogits_WrongWeightColumn_NamesExpectedType(string column, string message) => AssertMismatch(message, "Key", "Logits", column);

    [Theory, InlineData(-0.5f, "-0.5"), InlineData(float.NaN, "NaN"), InlineData(float.PositiveInfinity, "Infinity")]
    public void EvaluateLogits_WrongWeight_NamesRowAndValue(float weight, string text)
    {
        IDataView data = LabelledData.Create<float>(_ml, [[1, 2], [1, 2]], [0, 1], [1, weight]);
        var error = Assert.Throws<InvalidOperationException>(() => _ml.MulticlassClassification.EvaluateLogits(data, exampleWeightColumnName: "Weight"));
        Assert.Equal(
            $"EvaluateLogits: in row 1, the weight in column 'Weight' is {text}; expected a finite number that is not negative. " +
            "Fix the weights, or filter out such rows with FilterRowsByMissingValues or FilterRowsByColumn.", error.Message);
    }

    [Fact]
    public void EvaluateLogits_LabelBeyondLogits_NamesRowLabelAndClasses()
    {
        IDataView data = LabelledData.Create<float>(_ml, [[1, 2], [1, 2], [1, 2]], [0, 1, 7]);
        var error = Assert.Throws<InvalidOperationException>(() => _ml.MulticlassClassification.EvaluateLogits(data));
        Assert.Equal(
            "EvaluateLogits: in row 2, the label in column 'Label' is class 7 (counted from 0), but column 'Logits' has 2 logits; " +
            "expected a class below that. " +
            "Create the keys with MapValueToKey and a keyData in the order of the logits.", error.Message);
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(10_001)]
    public void EvaluateLogits_WrongBinCount_NamesExpectedRange(int count)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.EvaluateLogits(Data(), "Key", binCount: count));
        Assert.Equal($"EvaluateLogits: BinCount is {count}; expected 1 to 10000. Use 10 or 15 to compare with published results. " +
            "(Parameter 'BinCount')", error.Message);
    }

    [Fact]
    public void EvaluateLogits_WrongBinning_NamesExpectedValues()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.EvaluateLogits(Data(), "Key", binning: (CalibrationBinning)7));
        Assert.Equal("EvaluateLogits: Binning is 7; expected EqualWidth or EqualMass. (Parameter 'Binning')", error.Message);
    }

    [Fact]
    public void EvaluateLogits_NullOrEmptyName_NamesTheArgument()
    {
        MulticlassClassificationCatalog catalog = _ml.MulticlassClassification;
        (string Parameter, Action Call)[] calls =
        [
            ("catalog", () => EvaluateLogitsCatalog.EvaluateLogits(null!, Data())),
            ("data", () => catalog.EvaluateLogits(null!)),
            ("options", () => catalog.EvaluateLogits(Data(), (LogitsMetricsOptions)null!)),
            ("LabelColumnName", () => catalog.EvaluateLogits(Data(), "")),
            ("LogitsColumnName", () => catalog.EvaluateLogits(Data(), "Key", "")),
        ];
        Assert.All(calls, call => Assert.Equal(call.Parameter, Assert.ThrowsAny<ArgumentException>(call.Call).ParamName));
    }

    [Theory, InlineData(0), InlineData(4)]
    public void TopKAccuracy_KOutOfRange_NamesKAndClassCount(int k)
    {
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(LabelledData.Create<float>(_ml, [[1, 2, 3]], [0]));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => metrics.TopKAccuracy(k));
        Assert.Equal($"k is {k}, but there are 3 classes; expected 1 to 3. (Parameter 'k')", error.Message);
    }

    private void AssertMismatch(string message, string label, string logits, string? weight)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.EvaluateLogits(Data(), label, logits, weight));
        Assert.Equal($"EvaluateLogits: {message} (Parameter 'inputSchema')", error.Message);
    }

    private IDataView Data() => _ml.Data.LoadFromEnumerable<Row>([new()]);

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Logits { get; set; } = [1, 2];

        [VectorType(1)]
        public float[] One { get; set; } = [1];

        [VectorType]
        public float[] Unknown { get; set; } = [1, 2];

        [VectorType(2)]
        public string[] Texts { get; set; } = ["a", "b"];

        [KeyType(2)]
        public uint Key { get; set; }

        public float Number { get; set; }

        public string Text { get; set; } = "";

        public float Weight { get; set; }

        public double Double { get; set; }
    }
}
