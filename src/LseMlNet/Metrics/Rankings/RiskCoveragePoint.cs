namespace LseMlNet;

/// <summary>What happens when all rows of at least some confidence are accepted.</summary>
/// <param name="LogOdds">The lowest confidence that is accepted, as log(p/(1 − p)) of the most likely class.</param>
/// <param name="Coverage">The weighted share of rows that are accepted.</param>
/// <param name="Risk">The weighted share of the accepted rows whose most likely class is not the label.</param>
public readonly record struct RiskCoveragePoint(double LogOdds, double Coverage, double Risk);
