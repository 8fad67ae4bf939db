using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.Transforms.ValueToKeyMappingEstimator;

namespace LseMlNet.Tests.Annotations;

/// <summary>
/// However the keys of the labels were created, each key stands for the class that its value names, or the labels are refused.
/// </summary>
public sealed class ClassOrderTests
{
    private readonly MLContext _ml = new(seed: 1);

    /// <summary>Labels in the order of the rows, and the names of the logits' classes.</summary>
    public static TheoryData<string, string> Agreeing => new()
    {
        { "cat dog owl", "cat dog owl" }, { "owl cat dog", "cat dog owl" }, { "dog owl dog owl", "cat dog owl" }, { "owl", "cat dog owl" },
        // A number stands for the class with that number.
        { "0 1 2", "" }, { "2 0 1", "" }, { "1 2 1", "" }, { "2", "" }, { "2 0 1", "cat dog owl" }, { "2 0 1", "0 1 2" },
        // Names take precedence, even if they are numbers.
        { "7 3 5", "3 5 7" }, { "2 1", "1 2 3" },
        // The name of an unnamed class is its number.
        { "dog 0", "- dog -" },
    };

    [Theory, MemberData(nameof(Agreeing))]
    public void EvaluateLogitsAndFit_PerfectLogits_HaveAccuracyOne(string labels, string classes)
    {
        foreach (KeyOrdinality order in Enum.GetValues<KeyOrdinality>())
        {
            foreach (string annotation in (string[])["SlotNames", "TrainingLabelValues"])
            {
                IDataView data = Data(labels.Split(' '), classes, annotation);
                AssertPerfect(_ml.Transforms.Conversion.MapValueToKey("Label", "Name", keyOrdinality: order).Fit(data).Transform(data));
            }
        }
    }

    [Theory, InlineData(DataKind.Int32), InlineData(DataKind.Single), InlineData(DataKind.Double), InlineData(DataKind.Byte)]
    public void EvaluateLogitsAndFit_KeysOfNumbersByOccurrence_HaveAccuracyOne(DataKind kind)
    {
        IDataView data = Data(["2", "0", "1", "2"], "cat dog owl", "SlotNames");
        AssertPerfect(_ml.Transforms.Conversion.ConvertType("Number", "Name", kind)
            .Append(_ml.Transforms.Conversion.MapValueToKey("Label", "Number")).Fit(data).Transform(data));
    }

    [Fact]
    public void EvaluateLogits_LabelOfNoRow_IsCountedAsMissing()
    {
        IDataView training = Data(["owl", "cat"], "cat dog owl", "SlotNames"), data = Data(
            ["owl", "dog", "cat"], "cat dog owl", "SlotNames");
        IDataView keys = _ml.Transforms.Conversion.MapValueToKey("Label", "Name").Fit(training).Transform(data);
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(keys);
        Assert.Equal((1, 6, 2), (metrics.MicroAccuracy, metrics.RowCount, metrics.MissingLabelCount));
    }

    [Fact]
    public void EvaluateLogits_KeysWithoutValues_AreTheClasses()
    {
        IDataView data = Data(["0", "2", "1"], "cat dog owl", "SlotNames");
        Assert.Equal(1, _ml.MulticlassClassification.EvaluateLogits(data, "Key").MicroAccuracy);
    }

    [Theory]
    [InlineData("cat fox", "cat dog owl",
        "'cat', 'fox', but the classes of column 'Logits' are 'cat', 'dog', 'owl'; expected each key to stand for " +
        "the name of one class, or for its number, from 0 to 2. Use the same names in both; MapValueToKey takes the names of the keys as " +
        "keyData, and NameClasses those of the classes.")]
    [InlineData("dog cat", "", "'dog', 'cat', but the classes of column 'Logits' have no names; expected each key to stand for the name " +
        "of one class, or for its number, from 0 to 2. Name the classes with NameClasses, in the order of the logits.")]
    // One of the numbers is not a class.
    [InlineData("1 2 3", "", "'1', '2', '3', but the classes of column 'Logits' have no names; ")]
    [InlineData("1 2 3", "cat dog owl", "'1', '2', '3', but the classes of column 'Logits' are 'cat', 'dog', 'owl'; ")]
    [InlineData("0 -1", "", "'0', '-1', but ")]
    [InlineData("0 01", "", "'0', '01', but ")]
    // If the names are numbers, the numbers of the classes are not considered.
    [InlineData("1 0", "1 2 3", "'1', '0', but the classes of column 'Logits' are '1', '2', '3'; ")]
    // Two classes have the name crane.
    [InlineData("owl crane", "crane crane owl", "'owl', 'crane', but the classes of column 'Logits' are 'crane', 'crane', 'owl'; ")]
    [InlineData("a b c d e f g", "cat dog owl", "'a', 'b', 'c', 'd', 'e', … (7 in all), but ")]
    public void EvaluateLogitsAndFit_KeyOfNoClass_NamesBothLists(string labels, string classes, string message)
    {
        IDataView data = Data(labels.Split(' '), classes, "SlotNames");
        IDataView keys = _ml.Transforms.Conversion.MapValueToKey("Label", "Name").Fit(data).Transform(data);
        foreach ((string stage, Action use) in ((string, Action)[])[
            ("EvaluateLogits", () => _ml.MulticlassClassification.EvaluateLogits(keys)),
            ("TemperatureScaling", () => _ml.Transforms.TemperatureScaling("Logits").Fit(keys))])
        {
            Assert.StartsWith(
                $"{stage}: the keys of label column 'Label' stand for {message}", Assert.Throws<ArgumentOutOfRangeException>(
                    "inputSchema", use).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EvaluateLogits_ClassesThatShareAName_AcceptKeysInTheirOrder()
    {
        IDataView data = Data(["crane", "owl"], "crane crane owl", "SlotNames");
        IDataView names = _ml.Data.LoadFromEnumerable(((string[])["crane", "crane 2"]).Select(name => new Named { Name = name }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.EvaluateLogits(
            _ml.Transforms.Conversion.MapValueToKey("Label", "Name", keyData: names).Fit(data).Transform(data)));
        IDataView first = _ml.Data.LoadFromEnumerable([new Named { Name = "crane" }]);
        Assert.Equal(1, _ml.MulticlassClassification.EvaluateLogits(
            _ml.Transforms.Conversion.MapValueToKey("Label", "Name", keyData: first).Fit(data).Transform(data)).MicroAccuracy);
    }

    private void AssertPerfect(IDataView keys)
    {
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(keys);
        Assert.Equal((1, 1), (metrics.MicroAccuracy, metrics.MacroAccuracy));
        Assert.True(metrics.LogLoss < 0.01, metrics.ToString());
        TemperatureScalingTransformer fit = _ml.Transforms.TemperatureScaling("Logits").Fit(keys);
        Assert.Equal((metrics.RowCount, 0), (fit.RowsUsed, fit.RowsLeftOut));
        Assert.True(fit.NegativeLogLikelihoodBefore < 0.01);
    }

    // The largest logit of each row is at the index of the class that the label names: by its name, or as its number.
    private IDataView Data(string[] labels, string classes, string annotation)
    {
        string[] names = classes.Length == 0 ? [] : [.. classes.Split(' ').Select(name => name == "-" ? "" : name)];
        var schema = SchemaDefinition.Create(typeof(Row));
        if (names.Length > 0)
        {
            schema["Logits"].AddAnnotation(
                annotation, new VBuffer<ReadOnlyMemory<char>>(
                    3, Array.ConvertAll(names, name => name.AsMemory())), new VectorDataViewType(TextDataViewType.Instance, 3));
        }

        return _ml.Data.LoadFromEnumerable(labels.Concat(labels).Select(label =>
        {
            int index = Math.Max(0, Array.IndexOf(names,
                label) is >= 0 and var named ? named : label.Length == 1 && char.IsDigit(label[0]) ? label[0] - '0' : 0);
            var row = new Row { Name = label, Logits = new float[3], Key = (uint)index };
            row.Logits[Math.Min(index, 2)] = 9;
            return row;
        }), schema);
    }

    private sealed class Named
    {
        public string Name { get; set; } = "";
    }

    private sealed class Row
    {
        public string Name { get; set; } = "";

        [VectorType(3)]
        public float[] Logits { get; set; } = [];

        [KeyType(3)]
        public uint Key { get; set; }
    }
}
