using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Inputs;

/// <summary>If all values of a tensor would be the classes of one row, one warning names the option that changes this.</summary>
public sealed class ShapeWatchTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Theory, MemberData(nameof(Stage.OfRows), MemberType = typeof(Stage))]
    [InlineData("SelectLabel"), InlineData("TopK"), InlineData("PredictionSet"), InlineData("RejectAbove")]
    public void FitAndPasses_TensorWithoutAxis_WarnOnce(string stage)
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense(Numbers(1500))], [3, 1, 500]);
        ITransformer transformer = Stage.Named(stage).Create(_ml, "Out", "Logits").Fit(data);
        transformer.Transform(data).Preview();
        transformer.Transform(data).Preview();
        Assert.Equal([Warning(stage, $"{stage}Options")], warnings);
    }

    [Theory, MemberData(nameof(Stage.All), MemberType = typeof(Stage))]
    public void Fit_OneDimensionAboveOne_IsSilent(string stage)
    {
        List<string> warnings = Warnings.Of(_ml);
        foreach (int[] shape in (int[][])[[6], [1, 6], [6, 1], [1, 6, 1]])
        {
            Stage.Named(stage).Create(_ml, "Out", "Logits").Fit(LogitsData.Create(_ml, [LogitsData.Dense(Numbers(6))], shape));
        }

        Assert.Empty(warnings);
    }

    [Fact]
    public void Fit_WithAxis_IsSilent()
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense(Numbers(6))], [2, 3]);
        _ml.Transforms.Softmax(new SoftmaxOptions { Columns = [new("Out", "Logits")], ClassAxis = 0 }).Fit(data);
        Assert.Empty(warnings);
    }

    [Fact]
    public void EvaluateLogitsAndTemperatureScaling_TensorWithoutAxis_WarnOnce()
    {
        List<string> warnings = Warnings.Of(_ml);
        float[][] rows = [Numbers(1500), [.. Numbers(1500).Reverse()]];
        IDataView data = LabelledData.Create(_ml, Array.ConvertAll(rows, LogitsData.Dense), [0, 1], null, [3, 1, 500]);
        _ml.MulticlassClassification.EvaluateLogits(data);
        Assert.Equal([Warning("EvaluateLogits", "LogitsMetricsOptions")], warnings);
        warnings.Clear();
        _ml.Transforms.TemperatureScaling("Logits").Fit(data).Transform(data).Preview();
        Assert.Single(warnings, warning => warning == Warning("TemperatureScaling", "TemperatureScalingOptions"));
    }

    private static string Warning(string stage, string options) =>
        $"{stage}: all 1,500 values of column 'Logits', Vector<Single, 3, 1, 500>, are taken as the classes of one row. " +
        $"If one of its dimensions holds the classes, set ClassAxis in {options} to that dimension, counted from 0.";

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => 0.01f * i - 3)];
}
