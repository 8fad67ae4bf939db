using System.Reflection;
using System.Runtime.InteropServices;
using LseMlNet.Packages.Tests.Support;

[assembly: AssemblyFixture(typeof(PackedPackages))]

namespace LseMlNet.Packages.Tests.Support;

/// <summary>All packages of the repository, packed once from the existing build, and an empty package cache to restore them into.</summary>
public sealed class PackedPackages : IDisposable
{
    private const string Tool = "LseMlNet.Cli";

    private readonly TemporaryFolder _folder = new();

    public PackedPackages()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(_folder["pack.proj"], $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{string.Join(';', Libraries.Select(ProjectFile))}" Targets="Pack" Properties="NoBuild=true;PackageOutputPath={Folder}" />
                <MSBuild Projects="{ProjectFile(Tool)}" Targets="Pack"
                         Properties="BuildProjectReferences=false;ToolPackageRuntimeIdentifiers={RuntimeIdentifier};PackageOutputPath={Folder}" />
              </Target>
            </Project>
            """);
        Output = DotnetCommand.Run(_folder.FullName, null, "pack", "pack.proj", "--no-restore", "--configuration", Configuration);
        File.WriteAllText(_folder["nuget.config"], $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{Folder}" />
                <add key="nuget.org" value="{Registry.Address}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="packed"><package pattern="LseMlNet" /><package pattern="LseMlNet.*" /></packageSource>
                <packageSource key="nuget.org"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
    }

    /// <summary>The libraries, by the names of their packages.</summary>
    public static IReadOnlyList<string> Libraries { get; } =
        [.. Directory.GetDirectories(Repository.PathOf("src")).Select(folder => Path.GetFileName(folder))
            .Where(name => name != Tool && File.Exists(ProjectFile(name))).Order(StringComparer.Ordinal)];

    /// <summary>The platform that the tests run on, as .NET names it.</summary>
    public static string RuntimeIdentifier { get; } =
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>The folder of the package files.</summary>
    public string Folder => _folder["packages"];

    /// <summary>What packing printed.</summary>
    public string Output { get; }

    /// <summary>The version of the packages.</summary>
    public string Version =>
        Path.GetFileNameWithoutExtension(Directory.GetFiles(Folder, "LseMlNet.Numerics.*.nupkg").Single())["LseMlNet.Numerics.".Length..];

    /// <summary>The package cache of these tests. It starts empty, so they never test a package from the user's cache.</summary>
    public string Cache => _folder["cache"];

    /// <summary>
    /// An empty folder outside the repository. NuGet takes our packages only from <see cref="Folder"/>, and all others from nuget.org.
    /// </summary>
    public string EmptyFolder(string name) => Directory.CreateDirectory(_folder[name]).FullName;

    public string PathOf(string package, string extension = "nupkg") => Path.Combine(Folder, $"{package}.{Version}.{extension}");

    public void Dispose() => _folder.Dispose();

    private static string Configuration =>
        typeof(PackedPackages).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static string ProjectFile(string package) => Repository.PathOf("src", package, $"{package}.csproj");
}
