namespace LseMlNet;

/// <summary>
/// The minimum that the most probable class must reach; otherwise, the row gets the missing key. At most one of the two values is set.
/// </summary>
/// <param name="Probability">The minimum probability; 0 for none.</param>
/// <param name="LogOdds">The minimum of log(p/(1−p)), in nats; NaN if no row gets a label; null for none.</param>
internal readonly record struct LabelMinimum(float Probability = 0, double? LogOdds = null);
