using System.Text;
using LseMlNet.Examples.ImageClassifier;
using Microsoft.ML;

// Windows consoles need to be told; without a byte order mark, which would be the first thing in a pipe.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return CommandLine.Run(args, Classify);

static int Classify(Request request)
{
    var report = new ConsoleReport(Console.Out, Console.Error, request.CompareNaive);
    try
    {
        Classifier classifier = Open(request);
        if (request.SaveFile is not null)
            classifier.Save(request.SaveFile);

        foreach (string argument in request.Pictures)
            ClassifyAll(argument, classifier, request.Top, report);
    }
    catch (UnusableInputException e)
    {
        report.Error(e);
    }
    report.Summary();
    return report.HasErrors ? 1 : 0;
}

static Classifier Open(Request request)
{
    var ml = new MLContext();
    Labels? labels = request.LabelsFile is null ? null : Labels.Read(request.LabelsFile);
    return request.PipelineFile is null
        ? Classifier.FromModel(ml, request.ModelFile, request.Input, labels ?? Labels.None)
        : Classifier.FromPipeline(ml, request.PipelineFile, labels);
}

// One bad picture, or one bad folder, is reported and does not keep the others from being classified.
static void ClassifyAll(string argument, Classifier classifier, int top, ConsoleReport report)
{
    try
    {
        foreach (Picture picture in PictureFinder.Find(argument))
        {
            try
            {
                report.Add(classifier.Classify(picture, top));
            }
            catch (UnusableInputException e)
            {
                report.Error(e);
            }
        }
    }
    catch (UnusableInputException e)
    {
        report.Error(e);
    }
}
