using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace QuickStart;

/// <summary>Turns logits into an answer: a label or none, the alternatives, and how far to trust it.</summary>
internal static class Decisions
{
    private static readonly string[] Garments =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    public static void Run()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Pictures"), model = Path.Combine(AppContext.BaseDirectory, "fashion.onnx");
        var ml = new MLContext();

        var pixels = ml.Transforms.LoadImages("Picture", folder, "File")
            .Append(ml.Transforms.ResizeImages("Picture", 28, 28))
            .Append(ml.Transforms.ExtractPixels("Pixels", "Picture", ImagePixelExtractingEstimator.ColorBits.Red));
        var decide = ml.Transforms.ScoreOnnxModel("Logits", "Pixels", model)
            .Append(ml.Transforms.NameClasses("Logits", Garments))
            .Append(ml.Transforms.Softmax("Probabilities", "Logits"))
            .Append(ml.Transforms.SelectLabel("PredictedLabel", "Probabilities", minimumProbability: 0.9f))
            .Append(ml.Transforms.TopK("Labels", "TopProbabilities", "Probabilities", k: 2))
            .Append(ml.Transforms.Entropy("Entropy", "Logits"))
            .Append(ml.Transforms.Margin("Margin", "Logits"))
            .Append(ml.Transforms.LogSumExp("LogSumExp", "Logits"))
            .Append(ml.Transforms.Conversion.MapKeyToValue([new("PredictedLabel"), new("Labels")]));

        IDataView pictures = ml.Data.LoadFromEnumerable(
            Directory.GetFiles(folder).Select(file => new Picture { File = Path.GetFileName(file) }).OrderBy(picture => picture.File));
        Console.WriteLine("the pictures of the classifier: first and second class, then nats");
        Show(ml, pixels.Append(decide).Fit(pictures).Transform(pictures));

        // Inputs that do not look like any class.
        var random = new Random(1);
        IDataView strange = ml.Data.LoadFromEnumerable(
        [
            new Pattern("black", _ => 0),
            new Pattern("white", _ => 255),
            new Pattern("noise", _ => random.Next(256)),
            new Pattern("half-white", i => i < 28 * 14 ? 255 : 0),
        ]);
        Console.WriteLine("patterns that are not garments");
        Show(ml, decide.Fit(strange).Transform(strange));
    }

    private static void Show(MLContext ml, IDataView decided)
    {
        Console.WriteLine("                     label         first and second class             entropy  margin     LSE");
        foreach (Decision d in ml.Data.CreateEnumerable<Decision>(decided, reuseRowObject: false))
        {
            string label = d.PredictedLabel.Length == 0 ? "(unknown)" : d.PredictedLabel;
            string top = $"{d.Labels[0]} {d.TopProbabilities[0]:P1}, {d.Labels[1]} {d.TopProbabilities[1]:P1}";
            string numbers = $"{d.Entropy,6:F3}  {d.Margin,6:F2}  {d.LogSumExp,6:F2}";
            Console.WriteLine($"  {Path.GetFileNameWithoutExtension(d.File),-17}  {label,-12}  {top,-36} {numbers}");
        }
    }

    private sealed class Picture
    {
        public string File { get; set; } = "";
    }

    private sealed class Pattern(string name, Func<int, int> pixel)
    {
        public string File { get; } = name;

        [VectorType(28 * 28)]
        public float[] Pixels { get; } = [.. Enumerable.Range(0, 28 * 28).Select(i => (float)pixel(i))];
    }

    private sealed class Decision
    {
        public string File { get; set; } = "";

        public string PredictedLabel { get; set; } = "";

        public string[] Labels { get; set; } = [];

        public float[] TopProbabilities { get; set; } = [];

        public float Entropy { get; set; }

        public float Margin { get; set; }

        public float LogSumExp { get; set; }
    }
}
