using System.Globalization;
using LseMlNet.Examples.ImageClassifier.Output;

namespace LseMlNet.Examples.ImageClassifier.Evaluation;

/// <summary>Prints an evaluation, in 100 columns.</summary>
internal sealed class EvaluationReport(TextWriter output)
{
    private const int AcceptanceBarWidth = 40;

    public void Set(LabelledPictures pictures, LogitsMetrics metrics)
    {
        output.WriteLine($"{Numbers.Count(pictures.Count)} held-out pictures of {pictures.Size} in {metrics.ClassCount} classes: " +
            $"accuracy {Numbers.Metric(metrics.MicroAccuracy)}, log-loss {Numbers.Metric(metrics.LogLoss)} nats.");
        output.WriteLine("Every second one, from the first on, finds the temperature; all below is of the others.");
        output.WriteLine();
    }

    public void OtherClasses()
    {
        output.WriteLine("These are the garments that come with the program: unless the model was trained on such, no figure");
        output.WriteLine("here says how good it is.");
        output.WriteLine();
    }

    public void Metrics(HeldOutEvaluation evaluation, IEnumerable<MetricsColumn> others)
    {
        TemperatureScalingTransformer scaling = evaluation.Scaling;
        output.WriteLine($"Temperature: {Numbers.Temperature(scaling.Temperature)}, from {Numbers.Count(scaling.RowsUsed)} pictures" +
            (scaling.RowsLeftOut > 0 ? $"; {Numbers.Count(scaling.RowsLeftOut)} could not be used" : ""));
        MetricsTable.Write(output, [MetricsColumn.Of("before", evaluation.Before), MetricsColumn.Of("after", evaluation.After), .. others]);
        output.WriteLine();
    }

    public void Amplified(float factor)
    {
        output.WriteLine($"A demonstration: the same logits times {factor}, as models of unscaled inputs have them. The answers");
        output.WriteLine("are the same, far too sure, and exp overflows.");
    }

    public void Reliability(string when, LogitsMetrics metrics)
    {
        output.WriteLine($"Reliability {when}: the bar is the share that is right, │ how sure the model is");
        ReliabilityDiagram.Write(output, metrics);
        output.WriteLine();
    }

    public void Acceptance(IReadOnlyList<AcceptancePoint> before, IReadOnlyList<AcceptancePoint> after)
    {
        output.WriteLine("Refusing answers below a minimum probability: the share answered, and how much of it is right");
        output.WriteLine($"  {"minimum",-9}{"before",9}{"right",9}{"after",11}{"right",9}   answered after");
        foreach ((AcceptancePoint b, AcceptancePoint a) in before.Zip(after))
        {
            string bar = Bar.Draw((float)a.Coverage, AcceptanceBarWidth);
            string minimum = b.MinimumProbability.ToString("F2", CultureInfo.InvariantCulture);
            output.WriteLine($"  {minimum,-9}{Numbers.Metric(b.Coverage),9}{Numbers.Metric(b.Accuracy),9}{Numbers.Metric(a.Coverage),11}{Numbers.Metric(a.Accuracy),9}   {bar}".TrimEnd());
        }
        output.WriteLine();
    }

    public void Mistakes(IReadOnlyList<Confusion> confusions)
    {
        output.WriteLine(confusions.Count > 0 ? "Most frequent mistakes" : "There are no mistakes.");
        foreach (Confusion confusion in confusions)
            output.WriteLine($"  {confusion.Count,5}  {confusion.Label} taken for {confusion.TakenFor}");
    }
}
