using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Inputs;

/// <summary>A source can return rows whose length differs from the one in the column's type. No stage computes with such rows.</summary>
public sealed class RowLengthTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string, bool, int> Rows()
    {
        var all = new TheoryData<string, bool, int>();
        foreach (string stage in Stage.All.Select(row => row.Data))
        {
            foreach (int length in (int[])[0, 5, 7])
            {
                all.Add(stage, false, length);
                all.Add(stage, true, length);
            }
        }

        return all;
    }

    [Theory, MemberData(nameof(Rows))]
    public void Transform_RowOfOtherLength_NamesRowAndColumn(string stage, bool isSparse, int length)
    {
        float[] wrong = new float[length];
        IDataView data = LogitsData.Create(
            _ml, [LogitsData.Dense<float>([1, 2, 3, 4, 5, 6]), isSparse ? LogitsData.Sparse(wrong) : LogitsData.Dense(wrong)], [2, 3]);
        IDataView result = Stage.Named(stage).Create(_ml, "Out", "Logits").Fit(data).Transform(data);

        // ML.NET may compute the rows on other threads and wraps their exceptions in its own.
        Exception error = Assert.ThrowsAny<Exception>(
            () => ModelLoader.DataViewText.Values(result, result.Schema["Out"])).GetBaseException();
        Assert.Equal(
            $"{stage}: in row 1, column 'Logits' has {length} values; expected 6, as its type Vector<Single, 2, 3> states. " +
            "Fix the stage or the loader that produces the column.",
            error.Message);
    }

    [Theory, InlineData(0), InlineData(2), InlineData(4)]
    public void EvaluateLogitsAndTemperatureScaling_RowOfOtherLength_NameRowAndColumn(int length)
    {
        IDataView data = LabelledData.Create(
            _ml, [LogitsData.Dense<float>([1, 2, 3]), LogitsData.Dense<float>([3, 1, 2]), LogitsData.Dense(new float[length])], [0, 1, 0],
            null, [3]);
        string message = $": in row 2, column 'Logits' has {length} values; expected 3, as its type Vector<Single, 3> states. " +
            "Fix the stage or the loader that produces the column.";

        Assert.Equal(
            $"EvaluateLogits{message}",
            Assert.ThrowsAny<Exception>(() => _ml.MulticlassClassification.EvaluateLogits(data)).GetBaseException().Message);
        Assert.Equal(
            $"TemperatureScaling{message}",
            Assert.ThrowsAny<Exception>(() => _ml.Transforms.TemperatureScaling("Logits").Fit(data)).GetBaseException().Message);

        IDataView right = LabelledData.Create<float>(_ml, [[1, 2, 3], [3, 1, 2]], [0, 1]);
        IDataView scaled = _ml.Transforms.TemperatureScaling("Logits").Fit(right).Transform(data);
        Assert.Equal(
            $"TemperatureScaling{message}",
            Assert.ThrowsAny<Exception>(() => LogitsData.Values<float>(scaled, "Logits")).GetBaseException().Message);
    }
}
