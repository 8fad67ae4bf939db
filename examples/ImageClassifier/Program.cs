// Classifies pictures of garments: dotnet run -c Release -- [files and folders]
using System.Text;
using ImageClassifier;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

string model = Path.Combine(AppContext.BaseDirectory, "Model", "fashion.onnx");
string[] labels = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Model", "labels.txt"));

var classifier = new GarmentClassifier(model, labels);
var files = new PictureFiles();
Picture[] pictures = [.. (args.Length > 0 ? args : [PictureFiles.Shipped]).SelectMany(files.Find)];

int count = 0;
foreach (Prediction prediction in classifier.Classify(pictures))
{
    Table.Write(prediction, labels);
    count++;
}

Console.WriteLine($"Pictures classified: {count}.");
return files.HasErrors ? 1 : 0;
