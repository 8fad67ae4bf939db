using LseMlNet.Tests.Contract;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.SelectLabel;

/// <summary>Every error names the column or argument, what was found, what was expected, and the fix.</summary>
public sealed class SelectLabelCatalogTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Theory, InlineData(1, "name was"), InlineData(2, "names were"), InlineData(4, "names were")]
    public void Fit_WrongLabelCount_NamesBothNumbers(int labels, string names) => AssertMismatch(
        $"SelectLabel: {labels} class {names} given for column 'Logits', which has 3 classes; expected as many names as classes. " +
        "Pass one for each class, in the order of the classes.",
        () => _ml.Transforms.SelectLabel("Out", "Logits", [.. Enumerable.Range(0, labels).Select(i => $"{i}")]).Fit(Three()));

    [Fact]
    public void Fit_MissingOrWrongColumn_NamesExpectedType()
    {
        AssertMismatch(
            "SelectLabel: there is no input column 'Missing'; expected a vector of Single or Double. The columns are: Logits, Id. "
            + "Pass one of them as inputColumnName, or add the column earlier in the pipeline.",
            () => _ml.Transforms.SelectLabel("Out", "Missing").Fit(Three()));
        AssertMismatch(
            "SelectLabel: input column 'Id' is Int32; expected a vector of Single or Double. "
            + "Use a column that holds one logit per class; Concatenate joins scalars, and ConvertType converts other number types.",
            () => _ml.Transforms.SelectLabel("Out", "Id").Fit(Three()));
    }

    [Fact]
    public void FitAndGetOutputSchema_UnknownSize_NamesFix()
    {
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense<float>([1, 2])], shape: null);
        SelectLabelEstimator estimator = _ml.Transforms.SelectLabel("Out", "Logits");
        AssertMismatch(
            "SelectLabel: input column 'Logits' is Vector<Single>; expected a vector of Single or Double of known size, with one slot " +
            "for each class. NameClasses sets the class names and with them the size.",
            () => estimator.Fit(data));
        AssertMismatch(
            "SelectLabel: input column 'Logits' is Vector<Single> of unknown size; expected a vector of Single or Double of known size, " +
            "with one slot for each class. NameClasses sets the class names and with them the size.",
            () => estimator.GetOutputSchema(SchemaShapes.Of(data.Schema)));
    }

    [Fact]
    public void Fit_MinimumProbabilityOfUnannotatedColumn_Throws()
    {
        string advice = "expected probabilities, marked by the annotation ScoreValueKind. Use the output of Softmax, or set Scores in " +
            "SelectLabelOptions to what the column holds: "
            + "ScoreMeaning.Logits or ScoreMeaning.Probabilities.";
        AssertMismatch(
            $"SelectLabel: input column 'Logits' has no annotation that says what it holds; {advice}",
            () => _ml.Transforms.SelectLabel("Out", "Logits", minimumProbability: 0.5f).Fit(Three()));

        IDataView logs = _ml.Transforms.LogSoftmax("Logs", "Logits").Fit(Three()).Transform(Three());
        AssertMismatch(
            $"SelectLabel: input column 'Logs' has no annotation that says what it holds; {advice}",
            () => _ml.Transforms.SelectLabel("Out", "Logs", minimumProbability: 0.5f).Fit(logs));

        IDataView marked = _ml.Data.LoadFromEnumerable(
            new[] { new LogitsRow<float> { Logits = LogitsData.Dense<float>([1, 2]) } }, Marked("Score"));
        AssertMismatch(
            "SelectLabel: input column 'Logits' is the score of a trainer, and its first rows are not nonnegative with a sum of 1; " +
            "expected a column " +
            "marked as probabilities. If it holds logits, set Scores in SelectLabelOptions to ScoreMeaning.Logits, or use the output of " +
            "Softmax.",
            () => _ml.Transforms.SelectLabel("Out", "Logits", minimumProbability: 0.5f).Fit(marked));
    }

    [Theory, InlineData(-0.1f, "-0.1"), InlineData(1.5f, "1.5"), InlineData(float.NaN, "NaN")]
    public void Create_MinimumProbabilityOutOfRange_NamesExpectedRange(float minimum, string text) =>
        AssertError<ArgumentOutOfRangeException>("minimumProbability",
        $"SelectLabel: minimumProbability is {text}; expected a number from 0 to 1. Use 0 to select the top class however improbable it " +
        "is.",
        () => _ml.Transforms.SelectLabel("Out", "Logits", minimumProbability: minimum));

    [Fact]
    public void Create_WrongArgument_NamesExpectedValue()
    {
        AssertError<ArgumentException>("labels", "SelectLabel: labels is empty; expected a name for each class, in the order of the " +
            "classes.",
            () => _ml.Transforms.SelectLabel("Out", "Logits", []));
        AssertError<ArgumentException>("labels", "SelectLabel: name 1 of 2 in labels is empty; expected a name. If the class has none, " +
            "use its number.",
            () => _ml.Transforms.SelectLabel("Out", "Logits", ["a", ""]));
        AssertError<ArgumentOutOfRangeException>("scores", "SelectLabel: Scores is 9; expected one of FromAnnotation, Logits, " +
            "Probabilities.",
            () => _ml.Transforms.SelectLabel(new SelectLabelOptions { Columns = [new("Out", "Logits")], Scores = (ScoreMeaning)9 }));
        AssertError<ArgumentException>("columns", "SelectLabel was given no columns; expected at least one. Add an " +
            "InputOutputColumnPair(output, input).",
            () => _ml.Transforms.SelectLabel(Array.Empty<InputOutputColumnPair>()));
        Assert.Equal("outputColumnName", Assert.Throws<ArgumentNullException>(() => _ml.Transforms.SelectLabel((string)null!)).ParamName);
        Assert.Equal(
            "options", Assert.Throws<ArgumentNullException>(() => _ml.Transforms.SelectLabel((SelectLabelOptions)null!)).ParamName);
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
