namespace LseMlNet.Benchmarks.Ratios;

/// <summary>Settings of the runtime that a program can run with.</summary>
/// <param name="Name">The name of its column.</param>
/// <param name="Variable">The environment variable that selects the settings when it is 0; null for the defaults.</param>
/// <param name="PublishProperties">The properties with which the program is published; none if it runs as built.</param>
internal sealed record Settings(string Name, string? Variable = null, params string[] PublishProperties)
{
    public static Settings Default { get; } = new("default");

    public static Settings NoProfile { get; } = new("TieredPGO=0", "DOTNET_TieredPGO");

    public static Settings NoTiering { get; } = new("TieredCompilation=0", "DOTNET_TieredCompilation");

    public static Settings ReadyToRun { get; } = new("ReadyToRun", null, "PublishReadyToRun=true", "SelfContained=false");

    public static Settings Native { get; } = new("Native AOT", null, "PublishAot=true");

    public static Settings NativeForThisMachine { get; } = new(
        "Native AOT for this machine", null, "PublishAot=true", "IlcInstructionSet=native");

    public static IReadOnlyList<Settings> All { get; } = [Default, NoProfile, NoTiering, ReadyToRun, Native, NativeForThisMachine];
}
