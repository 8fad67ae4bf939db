namespace LseMlNet;

/// <summary>Options of <see cref="Microsoft.ML.EntropyCatalog.Entropy(Microsoft.ML.TransformsCatalog, EntropyOptions)"/>.</summary>
public sealed class EntropyOptions : ClassAxisOptions;
