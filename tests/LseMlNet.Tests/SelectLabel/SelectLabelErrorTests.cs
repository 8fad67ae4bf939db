using LseMlNet.Tests.Contract;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.SelectLabel;

/// <summary>Every wrong use is answered with the column or argument, what was found, what was wanted, and what to do.</summary>
public sealed class SelectLabelErrorTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Theory, InlineData(2), InlineData(4)]
    public void Fit_WrongLabelCount_NamesBothNumbers(int labels) => AssertMismatch(
        $"SelectLabel: {labels} class names were given for column 'Logits', which has 3 classes; wanted as many names as classes. Give one for each class, in the order of the classes.",
        () => _ml.Transforms.SelectLabel("Out", "Logits", [.. Enumerable.Range(0, labels).Select(i => $"{i}")]).Fit(Three()));

    [Fact]
    public void Fit_MissingOrWrongColumn_SaysWhatIsWanted()
    {
        AssertMismatch(
            "SelectLabel: there is no input column 'Missing'; wanted a vector of Single or of Double. The columns are: Logits, Id. "
            + "Give one of them as inputColumnName, or add the column earlier in the pipeline.",
            () => _ml.Transforms.SelectLabel("Out", "Missing").Fit(Three()));
        AssertMismatch(
            "SelectLabel: input column 'Id' is Int32; wanted a vector of Single or of Double. "
            + "Give the column that holds one logit per class; scalars are joined by Concatenate, other number types turned by ConvertType.",
            () => _ml.Transforms.SelectLabel("Out", "Id").Fit(Three()));
    }

    [Fact]
    public void UnknownSize_SaysHowToGiveOne()
    {
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense<float>([1, 2])], shape: null);
        SelectLabelEstimator estimator = _ml.Transforms.SelectLabel("Out", "Logits");
        AssertMismatch(
            "SelectLabel: input column 'Logits' is Vector<Single>; wanted a vector of Single or of Double of known size, one slot for each class. NameClasses gives it names, and so a size.",
            () => estimator.Fit(data));
        AssertMismatch(
            "SelectLabel: input column 'Logits' is Vector<Single> of unknown size; wanted a vector of Single or of Double of known size, one slot for each class. NameClasses gives it names, and so a size.",
            () => estimator.GetOutputSchema(SchemaShapes.Of(data.Schema)));
    }

    [Fact]
    public void MinimumProbability_UnmarkedColumn_IsRefused()
    {
        string advice = "wanted probabilities, marked as such by ScoreValueKind. Give the output of Softmax, or say in SelectLabelOptions what the column holds: "
            + "ScoreMeaning.Logits or ScoreMeaning.Probabilities.";
        AssertMismatch(
            $"SelectLabel: input column 'Logits' does not say what it holds; {advice}",
            () => _ml.Transforms.SelectLabel("Out", "Logits", minimumProbability: 0.5f).Fit(Three()));

        IDataView logs = _ml.Transforms.LogSoftmax("Logs", "Logits").Fit(Three()).Transform(Three());
        AssertMismatch(
            $"SelectLabel: input column 'Logs' does not say what it holds; {advice}",
            () => _ml.Transforms.SelectLabel("Out", "Logs", minimumProbability: 0.5f).Fit(logs));

        IDataView marked = _ml.Data.LoadFromEnumerable(new[] { new LogitsRow<float> { Logits = LogitsData.Dense<float>([1, 2]) } }, Marked("Score"));
        AssertMismatch(
            $"SelectLabel: input column 'Logits' says that it holds 'Score'; {advice}",
            () => _ml.Transforms.SelectLabel("Out", "Logits", minimumProbability: 0.5f).Fit(marked));
    }

    [Theory, InlineData(-0.1f, "-0.1"), InlineData(1.5f, "1.5"), InlineData(float.NaN, "NaN")]
    public void Create_MinimumProbabilityOutOfRange_SaysWhatIsWanted(float minimum, string text) => AssertError<ArgumentOutOfRangeException>("minimumProbability",
        $"SelectLabel: minimumProbability is {text}; wanted a number from 0 to 1. Use 0 to take the first class however improbable it is.",
        () => _ml.Transforms.SelectLabel("Out", "Logits", minimumProbability: minimum));

    [Fact]
    public void Create_WrongArgument_SaysWhatIsWanted()
    {
        AssertError<ArgumentException>("labels", "SelectLabel: labels is empty; wanted a name for each class, in the order of the classes.",
            () => _ml.Transforms.SelectLabel("Out", "Logits", []));
        AssertError<ArgumentException>("labels", "SelectLabel: name 1 of 2 in labels is empty; wanted a text. Name the class, if only by its number.",
            () => _ml.Transforms.SelectLabel("Out", "Logits", ["a", ""]));
        AssertError<ArgumentOutOfRangeException>("scores", "SelectLabel: Scores is 9; wanted FromAnnotation, Logits, Probabilities.",
            () => _ml.Transforms.SelectLabel(new SelectLabelOptions { Columns = [new("Out", "Logits")], Scores = (ScoreMeaning)9 }));
        AssertError<ArgumentException>("columns", "SelectLabel was given no columns; wanted at least one. Add an InputOutputColumnPair(output, input).",
            () => _ml.Transforms.SelectLabel(Array.Empty<InputOutputColumnPair>()));
        Assert.Equal("outputColumnName", Assert.Throws<ArgumentNullException>(() => _ml.Transforms.SelectLabel((string)null!)).ParamName);
        Assert.Equal("options", Assert.Throws<ArgumentNullException>(() => _ml.Transforms.SelectLabel((SelectLabelOptions)null!)).ParamName);
        Assert.Equal("catalog", Assert.Throws<ArgumentNullException>(() => SelectLabelCatalog.SelectLabel(null!, "Out")).ParamName);
    }

    private static SchemaDefinition Marked(string kind)
    {
        var schema = SchemaDefinition.Create(typeof(LogitsRow<float>));
        schema["Logits"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        schema["Logits"].AddAnnotation("ScoreValueKind", kind.AsMemory(), TextDataViewType.Instance);
        return schema;
    }

    private IDataView Three() => LogitsData.Dense<float>(_ml, [1, 2, 3]);

    private static void AssertMismatch(string message, Action use) => AssertError<ArgumentOutOfRangeException>("inputSchema", message, use);

    private static void AssertError<TException>(string parameter, string message, Action use)
        where TException : ArgumentException
    {
        TException error = Assert.Throws<TException>(use);
        Assert.Equal((parameter, $"{message} (Parameter '{parameter}')"), (error.ParamName, error.Message));
    }
}
