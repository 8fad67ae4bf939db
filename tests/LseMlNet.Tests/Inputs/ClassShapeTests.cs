using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Inputs;

/// <summary>The class axis must exist, and have two or more classes.</summary>
public sealed class ClassShapeTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Theory]
    [InlineData(3, "input column 'Logits' is Vector<Single, 2, 3, 1>; expected a vector with an axis 3, because ClassAxis is 3. " +
        "Set ClassAxis to a number from 0 to 2, or from -1 to -3 counted from the end.")]
    [InlineData(-4, "input column 'Logits' is Vector<Single, 2, 3, 1>; expected a vector with an axis -4, because ClassAxis is -4. " +
        "Set ClassAxis to a number from 0 to 2, or from -1 to -3 counted from the end.")]
    [InlineData(-1, "input column 'Logits' is Vector<Single, 2, 3, 1>; expected two or more classes along axis 2, because the softmax of " +
        "a single logit is always 1. The logit of a binary classifier needs Sigmoid or LogSigmoid; or use Concatenate to put a column of " +
        "zeros before it as the first class.")]
    public void Fit_AxisWithoutClasses_NamesTheAxes(int axis, string message)
    {
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense(new float[6])], [2, 3, 1]);
        Assert.Equal(
            $"Softmax: {message} (Parameter 'inputSchema')",
            Assert.Throws<ArgumentOutOfRangeException>(() => Softmax(axis).Fit(data)).Message);
        Assert.Contains(
            "ClassAxis",
            Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.NameClasses("Logits", ["a"], classAxis: 5).Fit(data)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_AxisOfUnknownShape_NamesTheFix()
    {
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense(new float[6])], shape: null);
        Assert.Equal(
            "Softmax: input column 'Logits' is Vector<Single>; expected a vector of known shape, because ClassAxis is 0. Give the column " +
            "a shape, for example in the schema of the loaded data, or leave ClassAxis null. (Parameter 'inputSchema')",
            Assert.Throws<ArgumentOutOfRangeException>(() => Softmax(0).Fit(data)).Message);
    }

    [Theory]
    [InlineData("Keys", new[] { 3, 2 }, "Vector<Key<UInt32, 0-1>, 3, 2>")]
    [InlineData("Numbers", new[] { 7 }, "Vector<Single, 7>")]
    public void EvaluateLogits_LabelOfAnotherShape_NamesTheShape(string label, int[] labelShape, string found)
    {
        IDataView data = TensorData.Create<float>(
            _ml, [LogitsData.Dense(new float[12])], [2, 2, 3], [new long[labelShape.Aggregate(1, (x, y) => x * y)]], 2, labelShape);
        Assert.Equal(
            $"EvaluateLogits: input column '{label}' is {found}; expected Vector<…, 2, 3> of keys or numbers, as the label of each " +
            "position. Give it the shape of the logits without the axis of the classes. (Parameter 'inputSchema')",
            Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.EvaluateLogits(
                data, new LogitsMetricsOptions { LabelColumnName = label, ClassAxis = 0 })).Message);
    }

    [Theory]
    [InlineData(255, "in row 0, at position [1, 0], the label in column 'Numbers' is class 255 (counted from 0), but column 'Logits' has " +
        "2 classes; expected a class below that. Use the missing key, a negative number or NaN for positions that are to be left out.")]
    public void EvaluateLogits_LabelThatIsNoClass_NamesThePosition(long label, string message)
    {
        IDataView data = TensorData.Create<float>(
            _ml, [LogitsData.Dense(new float[12])], [2, 2, 3], [[0, 1, -1, label, 0, 0]], 300, [2, 3]);
        Assert.Equal($"EvaluateLogits: {message}", Assert.ThrowsAny<Exception>(() => _ml.MulticlassClassification.EvaluateLogits(
            data, new LogitsMetricsOptions { LabelColumnName = "Numbers", ClassAxis = 0 })).GetBaseException().Message);
    }

    private SoftmaxEstimator Softmax(int axis) =>
        _ml.Transforms.Softmax(new SoftmaxOptions { Columns = [new("Out", "Logits")], ClassAxis = axis });
}
