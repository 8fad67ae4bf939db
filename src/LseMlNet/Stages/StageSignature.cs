namespace LseMlNet;

/// <summary>The names of a stage in a saved pipeline.</summary>
/// <param name="DisplayName">The name of the stage in error messages and in ML.NET's log.</param>
/// <param name="LoaderName">
/// The name by which ML.NET finds the loader: at most 24 ASCII characters, unique among all loaded assemblies.
/// </param>
/// <param name="ModelSignature">Exactly eight ASCII characters at the start of the saved entry.</param>
internal sealed record StageSignature(string DisplayName, string LoaderName, string ModelSignature)
{
    /// <summary>The first version of every stage's saved form, and the oldest that can be read.</summary>
    public const uint FormatVersion = 0x00010001;

    /// <summary>The version of the saved form that this stage writes.</summary>
    public uint Version { get; init; } = FormatVersion;
}
