namespace LseMlNet.Cli.Report;

/// <summary>Everything that a report shows.</summary>
/// <param name="Outcomes">The result of each picture.</param>
/// <param name="MinimumProbability">The probability below which an answer is refused.</param>
/// <param name="Evaluation">How good the model is on held-out pictures; null if this was not measured.</param>
/// <param name="WhyNoEvaluation">Why <paramref name="Evaluation"/> is null, worded as the end of a sentence.</param>
/// <param name="Stopped">For each part of the work that was stopped early, a note about how far it got.</param>
/// <param name="Provenance">What the report was created with: names and texts, in the order in which they are shown.</param>
internal sealed record ReportData(
    IReadOnlyList<Outcome> Outcomes,
    float MinimumProbability,
    EvaluationResult? Evaluation,
    string? WhyNoEvaluation,
    IReadOnlyList<string> Stopped,
    IReadOnlyList<(string Name, string Text)> Provenance)
{
    public IEnumerable<(Picture Picture, Classification Classification)> Answered =>
        Classified.Where(pair => pair.Classification.IsAccepted);

    public IEnumerable<(Picture Picture, Classification Classification)> Refused =>
        Classified.Where(pair => !pair.Classification.IsAccepted);

    public IEnumerable<Outcome> Unusable => Outcomes.Where(outcome => outcome.Error is not null);

    private IEnumerable<(Picture Picture, Classification Classification)> Classified =>
        from outcome in Outcomes
        where outcome.Classification is not null
        select (outcome.Picture!, outcome.Classification!);
}
