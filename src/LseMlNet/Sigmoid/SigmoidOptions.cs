namespace LseMlNet;

/// <summary>Options of <see cref="Microsoft.ML.SigmoidCatalog.Sigmoid(Microsoft.ML.TransformsCatalog, SigmoidOptions)"/>.</summary>
public sealed class SigmoidOptions : LogitsOptions;
