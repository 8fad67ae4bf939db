using System.Globalization;

namespace LseMlNet.Cli.Classify;

/// <summary>Plain text in 100 columns, written immediately, except for refused pictures, which come last.</summary>
internal sealed class TextOutput(TextWriter output, bool compareNaive, float minimumProbability) : IClassificationOutput
{
    private const int LabelWidth = 22;
    private const int BarWidth = 28;

    private readonly List<Classification> _refused = [];
    private int _answered;
    private int _naiveFailures;
    private bool _hasErrors;

    public void Add(Outcome outcome)
    {
        if (outcome.Classification is not { } classification)
        {
            _hasErrors = true;
            return;
        }
        if (classification.HasNaiveNaN)
        {
            _naiveFailures++;
        }

        if (classification.IsAccepted)
        {
            _answered++;
            Write(classification, Printable.Line(classification.Label));
        }
        else
        {
            _refused.Add(classification);
        }
    }

    public void Dispose()
    {
        string minimum = minimumProbability.ToString(CultureInfo.InvariantCulture);
        foreach (Classification classification in _refused)
        {
            Write(classification, $"refused, as no class has a probability of {minimum}");
        }

        output.WriteLine($"Pictures classified: {_answered}." +
            (minimumProbability > 0 ? $" Refused: {_refused.Count}." : "") +
            (_hasErrors ? " Not everything could be used: see the errors." : ""));
        if (compareNaive)
        {
            output.WriteLine($"Naive softmax gives NaN for {_naiveFailures} of them.");
        }
    }

    private void Write(Classification classification, string answer)
    {
        output.WriteLine($"{Printable.Line(classification.Picture)}: {answer}");
        foreach (ClassScore score in classification.Top)
        {
            output.WriteLine(Line(score));
        }

        output.WriteLine();
    }

    private string Line(ClassScore score)
    {
        string line =
            $"  {Fit(Printable.Line(score.Label))}  {Numbers.Percent(score.Probability),8}  " +
            $"{Bar.Draw(score.Probability, BarWidth).PadRight(BarWidth)}  logit {Numbers.Fixed(score.Logit, 2),9}";
        return compareNaive ? $"{line}  naive {Numbers.Percent(score.NaiveProbability),8}" : line;
    }

    private static string Fit(string label)
    {
        if (label.Length <= LabelWidth)
        {
            return label.PadRight(LabelWidth);
        }

        int length = LabelWidth - 1;
        // An emoji is two characters long and must not be cut in half.
        return label[..(char.IsHighSurrogate(label[length - 1]) ? length - 1 : length)] + "…";
    }
}
