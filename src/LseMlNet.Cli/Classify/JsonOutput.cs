namespace LseMlNet.Cli.Classify;

/// <summary>One JSON object per line, written immediately.</summary>
internal sealed class JsonOutput(TextWriter output, bool compareNaive) : IClassificationOutput
{
    public void Add(Outcome outcome) => output.WriteLine(JsonLines.Serialize(outcome switch
    {
        { Classification: { } c } => new
        {
            picture = c.Picture,
            label = c.IsAccepted ? c.Label : null,
            probability = c.Top[0].Probability,
            accepted = c.IsAccepted,
            entropy = c.Entropy,
            margin = c.Margin,
            top = c.Top.Select(Class),
        },
        _ => (object)new { picture = outcome.Name, error = outcome.Error },
    }));

    public void Dispose() => output.Flush();

    private object Class(ClassScore score) => compareNaive
        ? new { label = score.Label, probability = score.Probability, logit = score.Logit, naiveProbability = score.NaiveProbability }
        : new { label = score.Label, probability = score.Probability, logit = score.Logit };
}
