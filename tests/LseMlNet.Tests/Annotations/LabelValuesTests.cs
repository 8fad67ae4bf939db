using LseMlNet.ModelLoader;
using LseMlNet.Tests.Contract;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Annotations;

/// <summary>The values of a label come from the given names, the trained values, the slot names or the numbers, in that order.</summary>
public sealed class LabelValuesTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void KeyValues_LabelsGiven_AreTheLabels() =>
        AssertKeyValues("Vector<String, 3> = [3] \"a\" \"b\" \"c\"", Named("TrainingAndSlots"), ["a", "b", "c"]);

    [Fact]
    public void KeyValues_TrainedAndNamed_AreTrainedValues() =>
        AssertKeyValues("Vector<String, 3> = [3] \"t0\" \"t1\" \"t2\"", Named("TrainingAndSlots"));

    [Fact]
    public void KeyValues_OnlySlotNames_AreSlotNames() => AssertKeyValues("Vector<String, 3> = [3] \"s0\" \"s1\" \"s2\"", Named("Slots"));

    [Fact]
    public void KeyValues_NoNames_AreNumbers() =>
        AssertKeyValues("Vector<String, 3> = [3] \"0\" \"1\" \"2\"", LogitsData.Dense<float>(_ml, [1, 2, 3]));

    [Fact]
    public void KeyValues_SomeSlotsNamed_AreNumbersForTheOthers()
    {
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense<float>([1, 2, 3])], [3], ["", "b", ""]);
        AssertKeyValues("Vector<String, 3> = [3] \"0\" \"b\" \"2\"", data);
    }

    [Fact]
    public void KeyValues_TrainedOnNumbers_KeepTheirType()
    {
        Example[] examples = [.. Enumerable.Range(0, 60).Select(i => new Example { Number = 10 * (i % 3 + 1), Features = [i % 3, 1] })];
        IDataView data = _ml.Data.LoadFromEnumerable(examples);
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Label", "Number")
            .Append(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 3))
            .Append(_ml.Transforms.SelectLabel("Mine", "Score"));
        IDataView result = pipeline.Fit(data).Transform(data);

        string inBox = DataViewText.Of(result.Schema["PredictedLabel"]).Split('\n').Single(
            line => line.Contains("KeyValues", StringComparison.Ordinal));
        Assert.Contains("Vector<Int32, 3> = [3] 10 20 30", inBox, StringComparison.Ordinal);
        Assert.Contains(inBox, DataViewText.Of(result.Schema["Mine"]), StringComparison.Ordinal);
        Assert.Equal(result.GetColumn<uint>("PredictedLabel"), result.GetColumn<uint>("Mine"));
        SchemaShapeAssert.Promised(
            _ml.Transforms.SelectLabel("Mine", "Score").GetOutputSchema(SchemaShapes.Of(result.Schema)), result.Schema);
    }

    private void AssertKeyValues(string expected, IDataView data, string[]? labels = null)
    {
        DataViewSchema schema = _ml.Transforms.SelectLabel("Out", "Logits", labels).Fit(data).GetOutputSchema(data.Schema);
        Assert.Contains(
            $"annotation KeyValues: {expected}\n", DataViewText.Of(schema["Out"]).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private IDataView Named(string which)
    {
        var schema = SchemaDefinition.Create(typeof(LogitsRow<float>));
        SchemaDefinition.Column logits = schema[nameof(LogitsRow<>.Logits)];
        logits.ColumnType = new VectorDataViewType(NumberDataViewType.Single, 3);
        var text = new VectorDataViewType(TextDataViewType.Instance, 3);
        logits.AddAnnotation("SlotNames", Texts("s"), text);
        if (which == "TrainingAndSlots")
        {
            logits.AddAnnotation("TrainingLabelValues", Texts("t"), text);
        }

        return _ml.Data.LoadFromEnumerable([new LogitsRow<float> { Logits = LogitsData.Dense<float>([1, 2, 3]) }], schema);
    }

    private static VBuffer<ReadOnlyMemory<char>> Texts(string prefix) =>
        new(3, [.. Enumerable.Range(0, 3).Select(i => $"{prefix}{i}".AsMemory())]);

    private sealed class Example
    {
        public int Number { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
