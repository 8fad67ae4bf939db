// Finds garments in pictures, pixel by pixel: dotnet run -c Release -- [pictures and folders]
using System.Globalization;
using LseMlNet;
using Microsoft.ML;
using Segmentation;

string[] labels = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Model", "labels.txt"));
var segmenter = new SceneSegmenter(Path.Combine(AppContext.BaseDirectory, "Model", "scenes.onnx"), labels);
string[] arguments = args.Length > 0 ? args : [Path.Combine(AppContext.BaseDirectory, "Scenes")];
string[] files = [.. arguments.SelectMany(Pictures)];
DirectoryInfo maps = Directory.CreateDirectory("maps");

LogitsMetrics quality;
try
{
    IDataView segmented = segmenter.Segment(files);
    foreach (SegmentedScene scene in segmenter.Read(segmented))
    {
        string name = Path.GetFileNameWithoutExtension(scene.File);
        // The model returns finite logits, so each pixel has a class.
        int[] classes = [.. scene.Label.Select(key => (int)key - 1)];
        MapPicture.WriteClasses(Path.Combine(maps.FullName, $"{name}-classes.png"), classes, labels);
        MapPicture.WriteEntropies(Path.Combine(maps.FullName, $"{name}-uncertainty.png"), scene.Uncertainty);
        Console.WriteLine($"{name}: {string.Join(", ", Areas(scene))}");
    }

    quality = segmenter.Evaluate(segmented);
}
catch (Exception e) when (Cause(e) is { } cause)
{
    Console.Error.WriteLine($"error: {cause.Message}");
    return 1;
}

if (quality.EvaluatedRowCount > 0)
{
    Console.WriteLine("Intersection over union:");
    foreach (ClassMetrics item in quality.Classes)
    {
        Print(item.Name, item.IntersectionOverUnion);
    }

    Print("Mean", quality.MacroAverage.IntersectionOverUnion);
}

Console.WriteLine($"Maps are in the folder {maps.Name}.");
return 0;

static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-13} {value:0.000}"));

// Cursors on other threads wrap the exception of a stage or a mask, whose message names the file.
static Exception? Cause(Exception? e) =>
    e is null ? null : Cause(e.InnerException) ?? (e is InvalidOperationException or InvalidDataException ? e : null);

IEnumerable<string> Pictures(string path) =>
    Directory.Exists(path) ? Directory.GetFiles(path, "*.png").Order(StringComparer.Ordinal) : [path];

// The sum of a class's probabilities over all pixels is the number of pixels that it is expected to have.
IEnumerable<string> Areas(SegmentedScene scene) =>
    from label in Enumerable.Range(1, labels.Length - 1)
    let area = new ArraySegment<float>(scene.Probabilities, label * scene.Label.Length, scene.Label.Length).Average()
    where area >= 0.01
    orderby area descending
    select string.Create(CultureInfo.InvariantCulture, $"{labels[label]} {100 * area:0.0} %");
