using LseMlNet.ModelLoader;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.NameClasses;

public sealed class NameClassesTransformerTests
{
    private static readonly string[] Names = ["cat", "dog", "owl"];

    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Transform_InPlace_AddsBothAnnotationsAndKeepsValues()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2, 3], [4, 5, 6]);
        IDataView result = _ml.Transforms.NameClasses("Logits", Names).Fit(data).Transform(data);

        Assert.Equal(
            "column Logits: Vector<Single, 3>\n  annotation SlotNames: Vector<String, 3> = [3] \"cat\" \"dog\" \"owl\"\n"
            + "  annotation TrainingLabelValues: Vector<String, 3> = [3] \"cat\" \"dog\" \"owl\"\n",
            DataViewText.Of(result.Schema["Logits"]), ignoreLineEndingDifferences: true);
        Assert.Equal([[1, 2, 3], [4, 5, 6]], LogitsData.Values<float>(result, "Logits"));
    }

    [Fact]
    public void Transform_NamedBefore_ReplacesNamesAndKeepsOtherAnnotations()
    {
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense<double>([1, 2, 3])], [3], ["x", "y", "z"]);
        IDataView result = _ml.Transforms.Softmax("Probabilities", "Logits").Append(
            _ml.Transforms.NameClasses("Named", Names, "Probabilities")).Fit(data).Transform(data);

        string text = DataViewText.Of(result.Schema["Named"]);
        Assert.Contains("SlotNames: Vector<String, 3> = [3] \"cat\" \"dog\" \"owl\"", text, StringComparison.Ordinal);
        Assert.Contains("ScoreValueKind: String = \"Probability\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"x\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_NamedOnce_EveryLaterStageUsesTheNames()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [0, 0, 9], [1, 2, 0]);
        IDataView result = _ml.Transforms.NameClasses("Logits", Names)
            .Append(_ml.Transforms.Softmax("Probabilities", "Logits")).Append(_ml.Transforms.LogSoftmax("LogProbabilities", "Logits"))
            .Append(_ml.Transforms.SelectLabel([new("A", "Logits"), new("B", "Probabilities"), new("C", "LogProbabilities")]))
            .Append(_ml.Transforms.TopK("D", "TopProbabilities", "Probabilities", 2))
            .Append(_ml.Transforms.Conversion.MapKeyToValue([new("A"), new("B"), new("C"), new("D")])).Fit(data).Transform(data);

        Assert.All((string[])["A", "B", "C"], column => Assert.Equal(["owl", "dog"], result.GetColumn<string>(column)));
        Assert.Equal([["owl", "cat"], ["dog", "cat"]], result.GetColumn<string[]>("D"));
        foreach (string column in (string[])["Logits", "Probabilities", "LogProbabilities"])
        {
            VBuffer<ReadOnlyMemory<char>> names = default;
            result.Schema[column].GetSlotNames(ref names);
            Assert.Equal(Names, names.DenseValues().Select(name => name.ToString()));
        }
    }

    [Fact]
    public void Transform_UnknownSize_BecomesNumberOfNames()
    {
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense<float>([1, 2, 3]), LogitsData.Sparse<float>([0, 0, 4])], shape: null);
        IDataView result = _ml.Transforms.NameClasses("Logits", Names).Append(
            _ml.Transforms.SelectLabel("Label", "Logits")).Fit(data).Transform(data);

        Assert.Equal(3, ((VectorDataViewType)result.Schema["Logits"].Type).Size);
        Assert.Equal([3u, 3u], result.GetColumn<uint>("Label"));
    }

    [Fact]
    public void Transform_RowOfOtherSize_EndsThePass()
    {
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense<float>([1, 2, 3]), LogitsData.Dense<float>([1, 2])], shape: null);
        IDataView result = _ml.Transforms.NameClasses("Out", Names, "Logits").Fit(data).Transform(data);

        Exception error = Assert.ThrowsAny<Exception>(() => LogitsData.Values<float>(result, "Out")).GetBaseException();
        Assert.Equal(
            "NameClasses: in row 1, column 'Logits' has 2 values; expected 3, one for each class name. Pass one name for each class, in " +
            "the order of the classes.",
            error.Message);
    }

    [Fact]
    public void Transform_Tensor_KeepsItsShape()
    {
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense<float>([1, 2, 3])], [1, 3]);
        Assert.Equal(
            "Vector<Single, 1, 3>",
            _ml.Transforms.NameClasses("Logits", Names).Fit(data).GetOutputSchema(data.Schema)["Logits"].Type.ToString());
    }

    [Fact]
    public void SaveAndLoad_Settings_AreKept()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2, 3]);
        NameClassesTransformer transformer = _ml.Transforms.NameClasses([new("A", "Logits"), new("B", "Logits")], Names).Fit(data);
        var loaded = Assert.IsType<NameClassesTransformer>(
            _ml.Model.Load(new MemoryStream(SavedPipeline.Save(_ml, transformer, data.Schema)), out _));
        Assert.Equal(["A", "B"], loaded.Columns.Select(pair => pair.OutputColumnName));
        Assert.Equal(Names, loaded.ClassNames);
    }

    [Fact]
    public void Fit_WrongCount_NamesBothNumbers()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2]);
        var error = Assert.Throws<ArgumentOutOfRangeException>("inputSchema", () => _ml.Transforms.NameClasses("Logits", Names).Fit(data));
        Assert.StartsWith(
            "NameClasses: 3 class names were given for column 'Logits', which has 2 classes; expected as many names as classes. Pass " +
            "one for each class, in the order of the classes.",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_WrongNames_NamesExpectedNames()
    {
        foreach ((string[] names, string message) in ((string[], string)[])[
            ([], "NameClasses: classNames is empty; expected a name for each class, in the order of the classes."),
            (["a", null!], "NameClasses: name 1 of 2 in classNames is null; expected a name. If the class has none, use its number."),
            (["", "b"], "NameClasses: name 0 of 2 in classNames is empty; expected a name. If the class has none, use its number.")])
        {
            var error = Assert.Throws<ArgumentException>("classNames", () => _ml.Transforms.NameClasses("Logits", names));
            Assert.Equal($"{message} (Parameter 'classNames')", error.Message);
        }
        Assert.Equal("classNames", Assert.Throws<ArgumentNullException>(() => _ml.Transforms.NameClasses("Logits", null!)).ParamName);
        Assert.Equal(
            "outputColumnName", Assert.Throws<ArgumentNullException>(() => _ml.Transforms.NameClasses((string)null!, Names)).ParamName);
        Assert.Equal("catalog", Assert.Throws<ArgumentNullException>(() => NameClassesCatalog.NameClasses(null!, "Out", Names)).ParamName);
    }
}
