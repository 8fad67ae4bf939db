using ImageClassifier;
using Microsoft.ML;
using static Microsoft.ML.Transforms.Image.ImagePixelExtractingEstimator;

string home = AppContext.BaseDirectory;
string[] labels = File.ReadAllLines(Path.Combine(home, "Model", "labels.txt"));
var ml = new MLContext();
var pipeline = ml.Transforms.LoadImages("Picture", imageFolder: null, nameof(Garment.File))
    .Append(ml.Transforms.ResizeImages("Picture", 28, 28))
    .Append(ml.Transforms.ExtractPixels("Pixels", "Picture", ColorBits.Green))
    .Append(ml.Transforms.ScoreOnnxModel("Logits", "Pixels", Path.Combine(home, "Model", "fashion.onnx")))
    .Append(ml.Transforms.NameClasses("Logits", labels))
    .Append(ml.Transforms.Softmax("Probabilities", "Logits"))
    .Append(ml.Transforms.TopK("TopLabels", "TopProbabilities", "Probabilities", k: 3))
    .Append(ml.Transforms.Conversion.MapKeyToValue("TopLabels"));
string[] files = args.Length > 0 ? args : Directory.GetFiles(Path.Combine(home, "Pictures"), "*.png");
IDataView rows = ml.Data.LoadFromEnumerable(files.Select(file => new Garment { File = Path.GetFullPath(file) }));
foreach (Garment garment in ml.Data.CreateEnumerable<Garment>(pipeline.Fit(rows).Transform(rows), reuseRowObject: true))
{
    Console.WriteLine($"{garment.File}: {garment.TopLabels[0]} {garment.TopProbabilities[0]:P2}");
}
