using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace QuickStart;

/// <summary>A picture in, probabilities out.</summary>
internal static class PicturePipeline
{
    private static readonly string[] Labels =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    public static void Run()
    {
        string folder = AppContext.BaseDirectory;
        var ml = new MLContext();

        IDataView pictures = ml.Data.LoadFromEnumerable([new Picture { File = "ankle-boot-1.png" }]);
        var pipeline = ml.Transforms.LoadImages("Picture", folder, "File")
            .Append(ml.Transforms.ResizeImages("Picture", 28, 28))
            .Append(ml.Transforms.ExtractPixels("Pixels", "Picture", ImagePixelExtractingEstimator.ColorBits.Red))
            .Append(ml.Transforms.ScoreOnnxModel("Logits", "Pixels", Path.Combine(folder, "fashion.onnx")))
            .Append(ml.Transforms.Softmax("Probabilities", "Logits"));
        IDataView scored = pipeline.Fit(pictures).Transform(pictures);
        float[] probabilities = scored.GetColumn<float[]>("Probabilities").First();

        int best = Array.IndexOf(probabilities, probabilities.Max());
        Console.WriteLine($"ankle-boot-1.png: {Labels[best]}, {probabilities[best]:P1}");
    }

    private sealed class Picture
    {
        public string File { get; set; } = "";
    }
}
