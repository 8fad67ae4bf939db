namespace LseMlNet.Cli.Classify;

/// <summary>One JSON object per line, written immediately.</summary>
internal sealed class JsonOutput(TextWriter output, bool compareNaive) : IClassificationOutput
{
    public void Add(Outcome outcome) => output.WriteLine(JsonLines.Serialize(outcome switch
    {
        { Classification: { } c } => new
        {
            picture = c.Picture,
            width = c.Size.Width,
            height = c.Size.Height,
            label = c.IsAccepted ? c.Label : null,
            index = c.IsAccepted ? c.Top[0].Index : (int?)null,
            probability = c.Top[0].Probability,
            accepted = c.IsAccepted,
            entropy = c.Entropy,
            margin = c.Margin,
            top = c.Top.Select(Class),
            modelSha256 = c.ModelHash,
        },
        _ => (object)new { picture = outcome.Name, error = outcome.Error },
    }));

    public void Dispose() => output.Flush();

    private object Class(ClassScore score) => compareNaive
        ? new
        {
            label = score.Label,
            index = score.Index,
            probability = score.Probability,
            logit = score.Logit,
            naiveProbability = score.NaiveProbability,
        }
        : new { label = score.Label, index = score.Index, probability = score.Probability, logit = score.Logit };
}
