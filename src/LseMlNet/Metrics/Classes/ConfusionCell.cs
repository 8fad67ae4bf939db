namespace LseMlNet;

/// <summary>The rows of one class for which the same class was predicted.</summary>
/// <param name="Actual">The class of the label, counted from 0.</param>
/// <param name="Predicted">The most likely class, counted from 0.</param>
/// <param name="Count">The number of rows.</param>
/// <param name="Weight">The sum of their weights; without weights, their number.</param>
public readonly record struct ConfusionCell(int Actual, int Predicted, long Count, double Weight);
