
namespace LseMlNet.Cli.Report;

/// <summary>All that a report shows.</summary>
/// <param name="Outcomes">What has become of each picture.</param>
/// <param name="MinimumProbability">Below it an answer is refused.</param>
/// <param name="Evaluation">How good the model is on held-out pictures; null where these are left out.</param>
/// <param name="WhyNoEvaluation">Why they are.</param>
/// <param name="Stopped">How far the work came, where it was stopped before its end.</param>
/// <param name="Provenance">What the report was made with, in the order to show it: a name and a text.</param>
internal sealed record ReportData(
    IReadOnlyList<Outcome> Outcomes,
    float MinimumProbability,
    EvaluationResult? Evaluation,
    string? WhyNoEvaluation,
    IReadOnlyList<string> Stopped,
    IReadOnlyList<(string Name, string Text)> Provenance)
{
    public IEnumerable<(Picture Picture, Classification Classification)> Answered => Classified.Where(pair => pair.Classification.IsAccepted);

    public IEnumerable<(Picture Picture, Classification Classification)> Refused => Classified.Where(pair => !pair.Classification.IsAccepted);

    public IEnumerable<Outcome> Unusable => Outcomes.Where(outcome => outcome.Error is not null);

    private IEnumerable<(Picture Picture, Classification Classification)> Classified =>
        from outcome in Outcomes
        where outcome.Classification is not null
        select (outcome.Picture!, outcome.Classification!);
}
