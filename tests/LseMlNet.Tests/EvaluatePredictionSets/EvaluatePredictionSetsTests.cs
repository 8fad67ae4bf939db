using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.EvaluatePredictionSets;

public sealed class EvaluatePredictionSetsTests
{
    private readonly MLContext _ml = new(seed: 1);

    // Ten rows of three classes, one without a label. Keys count from 1.
    private static readonly (uint[] Set, uint Label)[] Rows =
    [
        ([1], 1), ([1], 1), ([1], 2), ([1, 2], 2), ([3, 2, 1], 1), ([], 3), ([2], 2), ([2, 3], 1), ([3], 3), ([3], 0),
    ];

    [Fact]
    public void EvaluatePredictionSets_KnownRows_CountsByHand()
    {
        List<string> warnings = Warnings.Of(_ml);
        PredictionSetMetrics metrics = _ml.MulticlassClassification.EvaluatePredictionSets(Data(Rows), setColumnName: "Set", confidence: 0.9);

        Assert.Equal((10, 9, 1), (metrics.RowCount, metrics.EvaluatedRowCount, metrics.MissingLabelCount));
        Assert.Equal((6, 9, 0.9), (metrics.Coverage.Count, metrics.Coverage.RowCount, metrics.Coverage.Confidence));
        Assert.Equal([1, 5, 2, 1], metrics.SizeCounts);
        Assert.Equal(12 / 9.0, metrics.MeanSize);
        Assert.Equal((5, 9), (metrics.SingletonRate.Count, metrics.SingletonRate.RowCount));
        Assert.Equal((4, 5), (metrics.SingletonAccuracy.Count, metrics.SingletonAccuracy.RowCount));
        Assert.Equal(["a", "b", "c"], metrics.Classes.Select(item => item.Name));
        Assert.Equal([(3L, 4L), (2, 3), (1, 2)], metrics.Classes.Select(item => (item.Coverage.Count, item.Coverage.RowCount)));
        Assert.Equal([7 / 4.0, 4 / 3.0, 1 / 2.0], metrics.Classes.Select(item => item.MeanSize));
        Assert.Equal(["EvaluatePredictionSets: 1 of 10 rows have no label and are left out of all metrics."], warnings);
    }

    [Fact]
    public void ToStringAndToMarkdown_KnownRows_AreReadable()
    {
        PredictionSetMetrics metrics = _ml.MulticlassClassification.EvaluatePredictionSets(Data(Rows), setColumnName: "Set");
        Assert.Equal(
            """
            9 of 10 rows evaluated; left out: 1 without a label.
            coverage                         0.667 [0.299, 0.925]
            mean size                        1.333
            share of sets with one class     0.556 [0.212, 0.863]
            accuracy of sets with one class  0.800 [0.284, 0.995]
            empty sets                       1
            """.ReplaceLineEndings("\n"), metrics.ToString());
        Assert.Equal(
            """
            | metric | value |
            |---|---:|
            | coverage | 0.667 [0.299, 0.925] |
            | mean size | 1.333 |
            | share of sets with one class | 0.556 [0.212, 0.863] |
            | accuracy of sets with one class | 0.800 [0.284, 0.995] |
            | empty sets | 1 |

            9 of 10 rows evaluated; left out: 1 without a label.

            | classes in the set | rows |
            |---:|---:|
            | 0 | 1 |
            | 1 | 5 |
            | 2 | 2 |
            | 3 | 1 |

            | class | rows | coverage | mean size |
            |---|---:|---:|---:|
            | a | 4 | 0.750 [0.194, 0.994] | 1.750 |
            | b | 3 | 0.667 [0.094, 0.992] | 1.333 |
            | c | 2 | 0.500 [0.013, 0.987] | 0.500 |
            """.ReplaceLineEndings("\n"), metrics.ToMarkdown());
    }

    [Fact]
    public void EvaluatePredictionSets_NoRows_IsUndefined()
    {
        PredictionSetMetrics metrics = _ml.MulticlassClassification.EvaluatePredictionSets(Data([]), setColumnName: "Set");
        Assert.Equal((0, double.NaN, double.NaN), (metrics.RowCount, metrics.MeanSize, metrics.Coverage.Value));
        Assert.Contains("undefined", metrics.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluatePredictionSets_ParallelCursorsOfPipeline_EqualsSetsCountedByHand()
    {
        ReferenceSets reference = DecisionReference.Read().Sets;
        IDataView data = _ml.Data.Cache(LabelledData.Create(_ml, reference.FitLogits, reference.FitLabels));
        IDataView result = _ml.Transforms.PredictionSet("PredictionSet", "Logits", coverage: 0.5).Fit(data).Transform(data);
        uint[][] sets = LogitsData.Values<uint>(result, "PredictionSet");

        PredictionSetMetrics metrics = _ml.MulticlassClassification.EvaluatePredictionSets(result);

        Assert.Equal(sets.Zip(reference.FitLabels).Count(row => row.First.Contains((uint)row.Second + 1)), metrics.Coverage.Count);
        // The rows of Fit themselves: exactly those up to the threshold.
        Assert.Equal(101, metrics.Coverage.Count);
        Assert.Equal(sets.Average(set => set.Length), metrics.MeanSize, 12);
    }

    [Fact]
    public void EvaluatePredictionSets_LabelsInAnotherOrder_AreMappedByName()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(
            (NamedRow[])[new("owl", [0, 0, 9]), new("cat", [9, 0, 0]), new("dog", [0, 9, 0]), new("cat", [9, 0, 1])]);
        // MapValueToKey numbers the names in their order of occurrence: owl, cat, dog.
        var pipeline = _ml.Transforms.NameClasses("Logits", ["cat", "dog", "owl"]).Append(_ml.Transforms.Conversion.MapValueToKey("Label", "Name"))
            .Append(_ml.Transforms.PredictionSet("Set", "Logits", coverage: 0.7));
        PredictionSetMetrics metrics = _ml.MulticlassClassification.EvaluatePredictionSets(pipeline.Fit(data).Transform(data), setColumnName: "Set");
        Assert.Equal((4, 1), (metrics.Coverage.Count, metrics.MeanSize));
        Assert.Equal([("cat", 2L), ("dog", 1), ("owl", 1)], metrics.Classes.Select(item => (item.Name, item.Coverage.RowCount)));
    }

    [Fact]
    public void EvaluatePredictionSets_ClassAxis_CountsPositions()
    {
        // Two positions with the sets {1, 3} and {2}, and one with an ignored label.
        IDataView data = TensorData.Create(_ml, [LogitsData.Dense<float>([0, 0, 0, 0, 0, 0, 0, 0, 0])], [3, 3], [[2, 0, -1]], 3, [3]);
        IDataView withSets = _ml.Transforms.CustomMapping<Empty, KeyTensor>((_, row) => row.Set = [1, 2, 3, 3, 0, 0, 0, 0, 0], null).Fit(data).Transform(data);
        PredictionSetMetrics metrics = _ml.MulticlassClassification.EvaluatePredictionSets(
            withSets, new PredictionSetMetricsOptions { SetColumnName = "Set", LabelColumnName = "Numbers", ClassAxis = 0 });
        Assert.Equal((3, 1, 1, 2), (metrics.RowCount, metrics.MissingLabelCount, metrics.Coverage.Count, metrics.Coverage.RowCount));
        Assert.Equal([0, 1, 1, 0], metrics.SizeCounts);
    }

    [Fact]
    public void EvaluatePredictionSets_WrongColumnsAndOptions_NameExpected()
    {
        IDataView data = Data(Rows), logits = LabelledData.Create<float>(_ml, [[1, 2]], [0]);
        (string Message, Action Call)[] calls =
        [
            ("there is no input column 'PredictionSet'; expected a vector of keys of UInt32. The columns are: Set, Label. Pass one of them as setColumnName, " +
                "or add the column earlier in the pipeline. (Parameter 'inputSchema')", () => Evaluate(data, new())),
            ("input column 'Logits' is Vector<Single, 2>; expected a vector of keys of UInt32. Use the output of PredictionSet, before MapKeyToValue. " +
                "(Parameter 'inputSchema')", () => Evaluate(logits, new() { SetColumnName = "Logits" })),
            ("Confidence is 1; expected a number above 0 and below 1. Use 0.95 for the usual intervals. (Parameter 'Confidence')",
                () => Evaluate(data, new() { SetColumnName = "Set", Confidence = 1 })),
            ("Confidence is 0; expected a number above 0 and below 1. Use 0.95 for the usual intervals. (Parameter 'Confidence')",
                () => Evaluate(data, new() { SetColumnName = "Set", Confidence = 0 })),
        ];
        Assert.All(calls, call => Assert.Equal($"EvaluatePredictionSets: {call.Message}", Assert.Throws<ArgumentOutOfRangeException>(call.Call).Message));
        Assert.Equal("LabelColumnName", Assert.Throws<ArgumentException>(() => Evaluate(data, new() { LabelColumnName = "" })).ParamName);
        Assert.Equal("SetColumnName", Assert.Throws<ArgumentException>(() => Evaluate(data, new() { SetColumnName = " " })).ParamName);
        Assert.Equal("data", Assert.Throws<ArgumentNullException>(() => Evaluate(null!, new())).ParamName);
        Assert.Equal("options", Assert.Throws<ArgumentNullException>(() => Evaluate(data, null!)).ParamName);
        Assert.Equal("catalog", Assert.Throws<ArgumentNullException>(() => EvaluatePredictionSetsCatalog.EvaluatePredictionSets(null!, data)).ParamName);
    }

    [Fact]
    public void EvaluatePredictionSets_LabelBeyondClasses_NamesRow()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new WideLabel { Set = [1], Label = 0 }, new WideLabel { Set = [1], Label = 4 }]);
        Exception error = Assert.ThrowsAny<Exception>(() => Evaluate(data, new() { SetColumnName = "Set" })).GetBaseException();
        Assert.StartsWith(
            "EvaluatePredictionSets: in row 1, the label in column 'Label' is class 4 (counted from 0), but the sets in column 'Set' have 3 classes;",
            error.Message, StringComparison.Ordinal);
    }

    private PredictionSetMetrics Evaluate(IDataView data, PredictionSetMetricsOptions options) =>
        _ml.MulticlassClassification.EvaluatePredictionSets(data, options);

    private IDataView Data((uint[] Set, uint Label)[] rows)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        string[] names = ["a", "b", "c"];
        schema["Set"].AddAnnotation(
            "KeyValues", LogitsData.Dense(Array.ConvertAll(names, name => name.AsMemory())), new VectorDataViewType(TextDataViewType.Instance, 3));
        return _ml.Data.LoadFromEnumerable(rows.Select(row => new Row { Set = row.Set, Label = row.Label - 1 }), schema);
    }

    private sealed class Row
    {
        [KeyType(3)]
        public uint[] Set { get; set; } = [];

        // ML.NET counts it from 1, as the keys of the set; any number beyond the classes is the missing key.
        [KeyType(3)]
        public uint Label { get; set; }
    }

    private sealed class WideLabel
    {
        [KeyType(3)]
        public uint[] Set { get; set; } = [];

        [KeyType(9)]
        public uint Label { get; set; }
    }

    private sealed class NamedRow(string name, float[] logits)
    {
        public string Name { get; set; } = name;

        [VectorType(3)]
        public float[] Logits { get; set; } = logits;
    }

    private sealed class Empty;

    private sealed class KeyTensor
    {
        [VectorType(3, 3), KeyType(3)]
        public uint[] Set { get; set; } = [];
    }
}
