namespace LseMlNet;

/// <summary>Options of <see cref="Microsoft.ML.SoftmaxCatalog.Softmax(Microsoft.ML.TransformsCatalog, SoftmaxOptions)"/>.</summary>
public sealed class SoftmaxOptions : ClassAxisOptions;
