namespace LseMlNet.Examples.ImageClassifier;

/// <summary>Prints classifications as they come, in 100 columns; what went wrong goes to the other writer.</summary>
internal sealed class ConsoleReport(TextWriter output, TextWriter errors, bool compareNaive)
{
    private const int LabelWidth = 22;
    private const int BarWidth = 28;

    private int _pictures;
    private int _naiveFailures;

    public bool HasErrors { get; private set; }

    public void Add(Classification classification)
    {
        output.WriteLine($"{classification.Picture}: {classification.Label}");
        foreach (ClassScore score in classification.Top)
            output.WriteLine(Line(score));
        output.WriteLine();

        _pictures++;
        if (classification.Top.Any(score => float.IsNaN(score.NaiveProbability)))
            _naiveFailures++;
    }

    /// <summary>Does something with what the user gave, and says so where that cannot be used.</summary>
    public void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (UnusableInputException e)
        {
            errors.WriteLine($"error: {e.Message}");
            HasErrors = true;
        }
    }

    public void Summary()
    {
        output.WriteLine($"Pictures classified: {_pictures}.{(HasErrors ? " Not everything could be used: see the errors." : "")}");
        if (compareNaive)
            output.WriteLine($"Naive softmax gives NaN for {_naiveFailures} of them.");
    }

    private string Line(ClassScore score)
    {
        string line = $"  {Fit(score.Label)}  {Percent(score.Probability),8}  {Bar.Draw(score.Probability, BarWidth).PadRight(BarWidth)}  logit {score.Logit,9:F2}";
        return compareNaive ? $"{line}  naive {Percent(score.NaiveProbability),8}" : line;
    }

    private static string Fit(string label) => label.Length <= LabelWidth ? label.PadRight(LabelWidth) : label[..(LabelWidth - 1)] + "…";

    private static string Percent(float probability) => float.IsNaN(probability) ? "NaN" : $"{100.0 * probability:F2} %";
}
