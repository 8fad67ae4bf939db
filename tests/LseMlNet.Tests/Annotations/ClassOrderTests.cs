using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Annotations;

/// <summary>If keys and logits name their classes, the names must be in the same order.</summary>
public sealed class ClassOrderTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void EvaluateLogits_NamesInSameOrder_Succeeds() => Assert.Equal(1, Evaluate(["cat", "dog", "owl"], ["cat", "dog", "owl"]).MicroAccuracy);

    [Fact]
    public void EvaluateLogits_FewerNamesInSameOrder_Succeeds() => Assert.Equal(2, Evaluate(["cat", "dog", "owl"], ["cat", "dog"]).RowCount);

    [Fact]
    public void EvaluateLogits_UnrelatedNames_Succeeds() => Assert.Equal(2, Evaluate(["0", "1", "2"], ["cat", "dog"]).RowCount);

    [Theory, InlineData("SlotNames"), InlineData("TrainingLabelValues")]
    public void EvaluateLogitsAndFit_NamesInOtherOrder_Throw(string annotation)
    {
        // MapValueToKey without keyData: "dog" occurs first.
        const string message = "'dog' is key 0 (counted from 0) in label column 'Label' but class 1 in column 'Logits'; expected the " +
            "same order in both. " +
            "Pass MapValueToKey a keyData with the class names in the order of the logits. (Parameter 'inputSchema')";
        IDataView data = Data(["cat", "dog", "owl"], ["dog", "cat"], annotation);
        Assert.Equal($"EvaluateLogits: {message}", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.EvaluateLogits(data)).Message);
        Assert.Equal($"TemperatureScaling: {message}", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.TemperatureScaling("Logits").Fit(data)).Message);
    }

    [Fact]
    public void EvaluateLogits_NameBeyondTheClassesThatNamesOne_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Evaluate(["cat", "dog", "owl"], ["a", "b", "c", "owl"]));

    private LogitsMetrics Evaluate(string[] classes, string[] keys) => _ml.MulticlassClassification.EvaluateLogits(Data(classes, keys, "SlotNames"));

    // Two rows with the first two keys; the largest logit is at the index of the key.
    private IDataView Data(string[] classes, string[] keys, string annotation)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        Annotate(schema["Logits"], annotation, classes);
        Annotate(schema["Label"], "KeyValues", keys);
        return _ml.Data.LoadFromEnumerable([new Row { Logits = [5, 0, 0], Label = 0 }, new Row { Logits = [0, 5, 0], Label = 1 }], schema);
    }

    private static void Annotate(SchemaDefinition.Column column, string kind, string[] names) => column.AddAnnotation(
        kind, new VBuffer<ReadOnlyMemory<char>>(names.Length, Array.ConvertAll(names, name => name.AsMemory())), new VectorDataViewType(TextDataViewType.Instance, names.Length));

    private sealed class Row
    {
        [VectorType(3)]
        public float[] Logits { get; set; } = [];

        [KeyType(4)]
        public uint Label { get; set; }
    }
}
