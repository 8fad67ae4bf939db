namespace LseMlNet.Benchmarks.Ratios;

/// <summary>Settings of the runtime that a program can run with.</summary>
/// <param name="Name">The name of its column.</param>
/// <param name="Variable">The environment variable that selects them when it is 0, or null for the defaults.</param>
/// <param name="IsPrecompiled">Whether the program is compiled before it runs.</param>
internal sealed record Settings(string Name, string? Variable = null, bool IsPrecompiled = false)
{
    public static Settings Default { get; } = new("default");

    public static Settings NoProfile { get; } = new("TieredPGO=0", "DOTNET_TieredPGO");

    public static Settings NoTiering { get; } = new("TieredCompilation=0", "DOTNET_TieredCompilation");

    public static Settings Precompiled { get; } = new("ReadyToRun", IsPrecompiled: true);

    public static IReadOnlyList<Settings> All { get; } = [Default, NoProfile, NoTiering, Precompiled];
}
