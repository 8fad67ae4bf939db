using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Contract;

/// <summary>Every error names the column or argument, what was found, what was expected, and the fix.</summary>
public sealed class ErrorTests
{
    private const string Expected = "expected a vector of Single or Double";
    private const string Hint = "Use a column that holds one logit per class; Concatenate joins scalars, and ConvertType converts other " +
        "number types.";
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string, string, string> WrongColumns()
    {
        var all = new TheoryData<string, string, string>();
        foreach (string stage in Stage.OfLogits.Select(row => row.Data))
        {
            all.Add(stage, "Missing", $"{stage}: there is no input column 'Missing'; {Expected}. The columns are: Logits, Scalar, Text, " +
                "Texts, Key, Keys, Integers. "
                + "Pass one of them as inputColumnName, or add the column earlier in the pipeline.");
            all.Add(stage, "Scalar", $"{stage}: input column 'Scalar' is Single; {Expected}. {Hint}");
            all.Add(stage, "Text", $"{stage}: input column 'Text' is String; {Expected}. {Hint}");
            all.Add(stage, "Texts", $"{stage}: input column 'Texts' is Vector<String, 2>; {Expected}. {Hint}");
            all.Add(stage, "Key", $"{stage}: input column 'Key' is Key<UInt32, 0-4>; {Expected}. {Hint}");
            all.Add(stage, "Keys", $"{stage}: input column 'Keys' is Vector<Key<UInt32, 0-4>, 2>; {Expected}. {Hint}");
            all.Add(stage, "Integers", $"{stage}: input column 'Integers' is Vector<Int32, 2>; {Expected}. {Hint}");
        }
        return all;
    }

    [Theory, MemberData(nameof(WrongColumns))]
    public void FitAndTransform_WrongColumn_NamesExpectedType(string stage, string column, string message)
    {
        IDataView data = Data();
        IEstimator<ITransformer> estimator = Stage.Named(stage).Create(_ml, "Out", column);
        // The transformer is fitted to data with the right column and applied to data with a wrong one.
        IDataView right = _ml.Transforms.CopyColumns("Copy", "Logits").Append(_ml.Transforms.SelectColumns("Copy"))
            .Append(_ml.Transforms.CopyColumns(column, "Copy")).Fit(data).Transform(data);
        ITransformer transformer = estimator.Fit(right);

        foreach (Action use in (Action[])[() => estimator.Fit(data), () => transformer.Transform(data),
            () => transformer.GetOutputSchema(data.Schema)])
        {
            AssertMismatch(message, use);
        }
    }

    [Theory, MemberData(nameof(WrongColumns))]
    public void GetOutputSchema_WrongColumn_NamesExpectedType(string stage, string column, string message)
    {
        // The shape of a schema does not contain the size of a vector or the range of a key.
        message = message.Replace(", 2>", ">").Replace(", 0-4>", ">");
        IEstimator<ITransformer> estimator = Stage.Named(stage).Create(_ml, "Out", column);

        AssertMismatch(message, () => estimator.GetOutputSchema(SchemaShapes.Of(Data().Schema)));
    }

    [Theory, MemberData(nameof(Stage.OfLogits), MemberType = typeof(Stage))]
    public void Create_WrongArgument_NamesExpectedValue(string name)
    {
        Stage stage = Stage.Named(name);
        InputOutputColumnPair pair = new("Out", "Logits");

        AssertArgument<ArgumentException>("columns", $"{name} was given no columns; expected at least one. Add an " +
            "InputOutputColumnPair(output, input).",
            () => stage.Create(_ml, []));
        AssertArgument<ArgumentException>("columns", $"{name}: pair 1 of 2 is null; expected an InputOutputColumnPair(output, input).",
            () => stage.Create(_ml, [pair, null!]));
        AssertArgument<ArgumentException>("columns", $"{name}: output column 'Out' is named more than once; expected a different name " +
            "for each output. Rename one of them.",
            () => stage.Create(_ml, [pair, new InputOutputColumnPair("Out", "Other")]));
        AssertArgument<ArgumentException>("columns", $"{name}: pair 1 of 2 has an empty name; expected the names of an output and an " +
            "input column.",
            () => stage.Create(_ml, [pair, new InputOutputColumnPair("Other", "")]));
        AssertArgument<ArgumentNullException>("columns", "Value cannot be null.", () => stage.Create(_ml, null!));
        foreach ((double temperature, string text) in ((double, string)[])[(0, "0"), (-1, "-1"), (double.NaN, "NaN"),
            (double.PositiveInfinity, "Infinity")])
        {
            AssertArgument<ArgumentOutOfRangeException>("temperature",
                $"{name}: temperature is {text}; expected a finite number greater than 0. Use 1 to leave the logits unchanged.",
                () => stage.Create(_ml, [pair], temperature));
        }
    }

    [Fact]
    public void Catalog_NullOrEmptyNames_NameTheArgument()
    {
        TransformsCatalog catalog = _ml.Transforms;
        Action[] calls =
        [
            () => catalog.Softmax((string)null!), () => catalog.LogSoftmax((string)null!), () => catalog.LogSumExp((string)null!),
            () => catalog.Softmax(""), () => catalog.LogSoftmax(""), () => catalog.LogSumExp(""), () => catalog.Softmax(" ", "Logits"),
        ];
        Assert.All(calls, call => Assert.Equal("outputColumnName", Assert.ThrowsAny<ArgumentException>(call).ParamName));
        Action[] inputs =
        [
            () => catalog.Softmax("Out", ""), () => catalog.LogSoftmax("Out", " "), () => catalog.Entropy("Out", ""),
            () => catalog.SelectLabel("Out", ""),
            () => catalog.NameClasses("Out", ["a"], ""), () => catalog.TopK("A", "B", " ", 1),
        ];
        Assert.All(inputs, call => Assert.Equal("inputColumnName", Assert.ThrowsAny<ArgumentException>(call).ParamName));
        Assert.Equal("InputColumnName", Assert.ThrowsAny<ArgumentException>(() => catalog.TemperatureScaling("Out", "")).ParamName);
        Action[] options = [() => catalog.Softmax((SoftmaxOptions)null!), () => catalog.LogSoftmax((LogSoftmaxOptions)null!),
            () => catalog.LogSumExp((LogSumExpOptions)null!)];
        Assert.All(options, call => Assert.Equal("options", Assert.Throws<ArgumentNullException>(call).ParamName));
        Assert.Equal("catalog", Assert.Throws<ArgumentNullException>(() => SoftmaxCatalog.Softmax(null!, "Out")).ParamName);
    }

    private IDataView Data()
    {
        Row[] rows = [new()];
        return _ml.Data.LoadFromEnumerable(rows);
    }

    // ML.NET's own transforms throw this type with this parameter name if a schema does not fit.
    private static void AssertMismatch(string message, Action use) =>
        AssertArgument<ArgumentOutOfRangeException>("inputSchema", message, use);

    private static void AssertArgument<TException>(string parameter, string message, Action use)
        where TException : ArgumentException
    {
        TException error = Assert.Throws<TException>(use);
        Assert.Equal(parameter, error.ParamName);
        Assert.Equal($"{message} (Parameter '{parameter}')", error.Message);
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Logits { get; set; } = [1, 2];

        public float Scalar { get; set; }

        public string Text { get; set; } = "text";

        [VectorType(2)]
        public string[] Texts { get; set; } = ["a", "b"];

        [KeyType(5)]
        public uint Key { get; set; }

        [VectorType(2), KeyType(5)]
        public uint[] Keys { get; set; } = [1, 2];

        [VectorType(2)]
        public int[] Integers { get; set; } = [1, 2];
    }
}
