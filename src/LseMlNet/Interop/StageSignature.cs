namespace LseMlNet.Interop;

/// <summary>How a stage is named in a saved pipeline.</summary>
/// <param name="DisplayName">What error messages and ML.NET's log call the stage.</param>
/// <param name="LoaderName">What ML.NET finds the loader by: at most 24 ASCII characters, unique among all loaded assemblies.</param>
/// <param name="ModelSignature">Exactly eight ASCII characters at the head of the saved entry.</param>
internal sealed record StageSignature(string DisplayName, string LoaderName, string ModelSignature)
{
    /// <summary>The first version of the saved form of every stage, and the oldest that is read.</summary>
    public const uint FormatVersion = 0x00010001;

    /// <summary>The version of the saved form that this stage writes.</summary>
    public uint Version { get; init; } = FormatVersion;
}
