using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.Conventions;

/// <summary>Numbers in the texts of the library are the same whatever the culture of the program is.</summary>
public sealed class CultureTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static readonly Dictionary<string, Func<string>> Texts = new()
    {
        ["metrics"] = () => Metrics().ToString(),
        ["metrics in Markdown"] = () => Metrics().ToMarkdown(),
        ["accuracy of a negative k"] = () => Error(() => Metrics().TopKAccuracy(-1)),
        ["temperature"] = () => Error(() => Ml.Transforms.Softmax("P", "Logits", temperature: -0.5)),
        ["minimum probability"] = () => Error(() => Ml.Transforms.SelectLabel("L", "P", minimumProbability: -0.25f)),
        ["k"] = () => Error(() => Ml.Transforms.TopK("L", "P", "Logits", k: -3)),
        ["range of temperatures"] = () => Error(() => Ml.Transforms.TemperatureScaling(
            new TemperatureScalingOptions { OutputColumnName = "C", InputColumnName = "Logits", MinimumTemperature = -0.5, MaximumTemperature = 1234.5 })),
        ["class axis"] = () => Error(() => Ml.Transforms.Softmax(
            new SoftmaxOptions { Columns = [new InputOutputColumnPair("P", "Logits")], ClassAxis = -7 }).Fit(LogitsData.Dense<float>(Ml, [1, 2]))),
        ["warning of a fit"] = () => Warned(ml => ml.Transforms.TemperatureScaling("C", "Logits").Fit(
            LabelledData.Create(ml, [LogitsData.Dense<float>([1, 2]), LogitsData.Dense<float>([2, 1]), LogitsData.Dense<float>([3, 1])], [1, 0, 0], null, [2]))),
        ["warning of invalid rows"] = () => Warned(ml => LogitsData.Values<float>(
            ml.Transforms.Softmax("P", "Logits").Fit(Infinite(ml)).Transform(Infinite(ml)), "P")),
        ["fit in a file"] = () => Error(() => TemperatureFit.Read(new BinaryReader(new MemoryStream([.. BitConverter.GetBytes(-0.5), .. new byte[32]])))),
        ["axis in a file"] = () => Error(() => SavedAxis.Read(new BinaryReader(new MemoryStream([1, .. BitConverter.GetBytes(-100)])), StageSignature.FormatVersion + 1)),
        ["count in a file"] = () => Error(() => ColumnPairs.Read(new BinaryReader(new MemoryStream(BitConverter.GetBytes(-100))))),
    };

    public static TheoryData<string> Names => [.. Texts.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Text_InEveryCulture_IsTheSame(string name) => ForeignCulture.AssertSame(Texts[name]);

    private static LogitsMetrics Metrics() => Ml.MulticlassClassification.EvaluateLogits(
        LabelledData.Create(Ml, [LogitsData.Dense<float>([1.5f, 2]), LogitsData.Dense<float>([2, 1]), LogitsData.Dense<float>([3, 1])], [1, 0, 1], null, [2]));

    private static IDataView Infinite(MLContext ml) => LogitsData.Dense<float>(ml, [float.PositiveInfinity, -1.5f]);

    private static string Error(Action action) => Assert.ThrowsAny<Exception>(action).Message;

    private static string Warned(Action<MLContext> action)
    {
        var ml = new MLContext(seed: 1);
        List<string> warnings = Warnings.Of(ml);
        action(ml);
        Assert.NotEmpty(warnings);
        return string.Join('\n', warnings);
    }
}
