using System.Text;
using LseMlNet.Examples.ImageClassifier;
using LseMlNet.Examples.ImageClassifier.Evaluation;
using Microsoft.ML;

// Windows consoles need to be told; without a byte order mark, which would be the first thing in a pipe.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return CommandLine.Run(args, Classify, Evaluate);

static int Classify(Request request)
{
    var report = new ConsoleReport(Console.Out, Console.Error, request.CompareNaive);
    report.Attempt(() => ClassifyAll(request, report));
    report.Summary();
    return report.HasErrors ? 1 : 0;
}

static void ClassifyAll(Request request, ConsoleReport report)
{
    Classifier classifier = Open(request);
    if (request.SaveFile is not null)
        classifier.Save(request.SaveFile);

    // A bad folder, or a bad picture, does not keep the others from being classified.
    foreach (string argument in request.Pictures)
    {
        report.Attempt(() =>
        {
            foreach (Picture picture in PictureFinder.Find(argument))
                report.Attempt(() => report.Add(classifier.Classify(picture, request.Top)));
        });
    }
}

static int Evaluate(EvaluationRequest request)
{
    try
    {
        new EvaluationRun(request, Console.Out, Console.Error).Run();
        return 0;
    }
    catch (UnusableInputException e)
    {
        Console.Error.WriteLine($"error: {e.Message}");
        return 1;
    }
}

static Classifier Open(Request request)
{
    var ml = new MLContext();
    Labels? labels = request.LabelsFile is null ? null : Labels.Read(request.LabelsFile);
    return request.PipelineFile is null
        ? Classifier.FromModel(ml, request.ModelFile, request.Input, labels ?? Labels.None)
        : Classifier.FromPipeline(ml, request.PipelineFile, labels);
}
