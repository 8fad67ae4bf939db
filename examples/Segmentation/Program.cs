// Finds garments in pictures, pixel by pixel: dotnet run -c Release -- [pictures and folders]
using System.Globalization;
using Segmentation;

string[] labels = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Model", "labels.txt"));
var segmenter = new SceneSegmenter(Path.Combine(AppContext.BaseDirectory, "Model", "scenes.onnx"), labels);
string[] arguments = args.Length > 0 ? args : [Path.Combine(AppContext.BaseDirectory, "Scenes")];
string[] files = [.. arguments.SelectMany(Pictures)];
DirectoryInfo maps = Directory.CreateDirectory("maps");

var quality = new IntersectionOverUnion(labels.Length);
try
{
    foreach (SegmentedScene scene in segmenter.Segment(files))
    {
        string name = Path.GetFileNameWithoutExtension(scene.File);
        // The model returns finite logits, so each pixel has a class.
        int[] classes = [.. scene.Label.Select(key => (int)key - 1)];
        MapPicture.WriteClasses(Path.Combine(maps.FullName, $"{name}-classes.png"), classes, labels);
        MapPicture.WriteEntropies(Path.Combine(maps.FullName, $"{name}-uncertainty.png"), scene.Uncertainty);
        Console.WriteLine($"{name}: {string.Join(", ", Areas(scene))}");
        if (Mask.Of(scene.File) is { } truth)
        {
            quality.Add(classes, truth);
        }
    }
}
catch (InvalidDataException e)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 1;
}
catch (InvalidOperationException e)
{
    // A cursor on another thread wraps the exception of the stage, whose message names the picture.
    Console.Error.WriteLine($"error: {(e.InnerException as InvalidOperationException ?? e).Message}");
    return 1;
}

if (quality.HasPixels)
{
    Console.WriteLine("Intersection over union:");
    foreach ((string label, double value) in labels.Zip(quality.Classes).Append(("Mean", quality.Mean)))
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {label,-13} {value:0.000}"));
    }
}

Console.WriteLine($"Maps are in the folder {maps.Name}.");
return 0;

IEnumerable<string> Pictures(string path) =>
    Directory.Exists(path) ? Directory.GetFiles(path, "*.png").Order(StringComparer.Ordinal) : [path];

// The sum of a class's probabilities over all pixels is the number of pixels that it is expected to have.
IEnumerable<string> Areas(SegmentedScene scene) =>
    from label in Enumerable.Range(1, labels.Length - 1)
    let area = new ArraySegment<float>(scene.Probabilities, label * scene.Label.Length, scene.Label.Length).Average()
    where area >= 0.01
    orderby area descending
    select string.Create(CultureInfo.InvariantCulture, $"{labels[label]} {100 * area:0.0} %");
