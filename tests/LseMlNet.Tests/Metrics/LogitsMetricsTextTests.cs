using System.Globalization;
using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Metrics;

public sealed class LogitsMetricsTextTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void ToString_Metrics_HasOneLineForEach() => Assert.Equal(
        """
        4 of 6 rows evaluated; left out: 1 without a softmax, 1 without a label.
        micro-accuracy                                      0.5000
        macro-accuracy                                      0.5000
        macro F1                                            0.3333
        log-loss (nats)                                     ∞
        log-loss reduction                                  −∞
        Brier score                                         0.7500
        mean entropy (nats)                                 0.3466
        expected calibration error (4 bins of equal width)  0.2500
        maximum calibration error                           0.5000
        debiased calibration error                          0.0000
        """.ReplaceLineEndings("\n"),
        Metrics().ToString());

    [Fact]
    public void ToMarkdown_Metrics_HasTwoTables() => Assert.Equal(
        """
        | metric | value |
        |---|---:|
        | micro-accuracy | 0.5000 |
        | macro-accuracy | 0.5000 |
        | macro F1 | 0.3333 |
        | log-loss (nats) | ∞ |
        | log-loss reduction | −∞ |
        | Brier score | 0.7500 |
        | mean entropy (nats) | 0.3466 |
        | expected calibration error (4 bins of equal width) | 0.2500 |
        | maximum calibration error | 0.5000 |
        | debiased calibration error | 0.0000 |

        4 of 6 rows evaluated; left out: 1 without a softmax, 1 without a label.

        | confidence above | up to | rows | mean confidence | accuracy |
        |---:|---:|---:|---:|---:|
        | 0.0000 | 0.2500 | 0 | – | – |
        | 0.2500 | 0.5000 | 2 | 0.5000 | 0.5000 |
        | 0.5000 | 0.7500 | 0 | – | – |
        | 0.7500 | 1.0000 | 2 | 1.0000 | 0.5000 |
        """.ReplaceLineEndings("\n"),
        Metrics().ToMarkdown());

    [Fact]
    public void ToMarkdown_EqualMass_NamesBinning()
    {
        string text = Metrics(CalibrationBinning.EqualMass).ToMarkdown();
        Assert.Contains("(2 bins of equal mass)", text, StringComparison.Ordinal);
        Assert.Contains("| confidence from | up to |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_ManyClassesAndSmallNumbers_ShowsTopFiveAndDigits()
    {
        string text = _ml.MulticlassClassification.EvaluateLogits(LabelledData.Create<float>(_ml, [[30, 0, 0, 0, 0, 0]], [0])).ToString();
        Assert.Matches(@"top-5 accuracy +1\.0000\n", text);
        Assert.Matches(@"log-loss \(nats\) +4\.679e-13\n", text);
    }

    [Fact]
    public void ToString_WithoutRows_SaysUndefined()
    {
        string text = _ml.MulticlassClassification.EvaluateLogits(LabelledData.Create<float>(_ml, [[1, 2]], [-1])).ToString();
        Assert.Contains("log-loss (nats)", text, StringComparison.Ordinal);
        Assert.Equal(10, text.Split("undefined").Length - 1);
    }

    [Fact]
    public void ToString_AllOptions_ShowsWhatTheyCompute()
    {
        IDataView data = LabelledData.Create<float>(_ml, [[0, 1], [2, 0]], [0, 0]);
        var options = new LogitsMetricsOptions { ClasswiseCalibration = true, KeepConfidences = true, KeepScores = true };
        string text = _ml.MulticlassClassification.EvaluateLogits(data, options).ToString();
        Assert.Contains("macro area under the ROC curve                       undefined\n", text, StringComparison.Ordinal);
        Assert.Matches(@"classwise calibration error +0\.4251\nsmooth calibration error +0\.\d+\n", text);
        Assert.Matches(@"area under the risk–coverage curve +0\.2500\ngeneralized area under it +0\.1250$", text);
    }

    [Fact]
    public void ToString_ClassAxis_ShowsMeanIntersectionOverUnion()
    {
        IDataView data = TensorData.Create(_ml, [LogitsData.Dense<float>([1, 0, 0, 1])], [2, 2], [[0, 0]], 2, [2]);
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(data, new() { LabelColumnName = "Numbers", ClassAxis = 0 });
        // One position of two is right: 1/2 for class 0, and 0 for class 1.
        Assert.Matches(@"mean intersection over union +0\.2500\n", metrics.ToString());
        Assert.Equal([0.5, 0], metrics.Classes.Select(item => item.IntersectionOverUnion));
    }

    [Fact]
    public void ToMarkdown_AnyCulture_IsTheSame()
    {
        string expected = Metrics().ToMarkdown();
        CultureInfo before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NumberGroupSeparator = ".";
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(expected, Metrics().ToMarkdown());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private LogitsMetrics Metrics(CalibrationBinning binning = CalibrationBinning.EqualWidth)
    {
        const float excluded = float.NegativeInfinity;
        IDataView data = LabelledData.Create<float>(_ml, [[0, 0], [0, 0], [0, excluded], [0, excluded], [float.NaN, 0], [3, 2]], [0, 1, 0, 1, 0, -1]);
        return _ml.MulticlassClassification.EvaluateLogits(data, binCount: 4, binning: binning);
    }
}
