using LseMlNet.Packages.Tests.Support;

namespace LseMlNet.Packages.Tests;

/// <summary>The quick starts of README.md, built and run from the packages alone, as a new user does.</summary>
public class QuickStartTests(PackedPackages packages)
{
    [Fact]
    public async Task QuickStart_OnSpans_PrintsWhatTheReadmeShows()
    {
        ReadmeProgram program = ReadmeProgram.OnSpans;

        Assert.Equal(program.Output, await BuildAndRun("spans", program, "LseMlNet.Numerics"));
    }

    [Fact]
    public async Task QuickStart_WithMLNet_PrintsWhatTheReadmeShows()
    {
        ReadmeProgram program = ReadmeProgram.WithMLNet;

        Assert.Equal(program.Output, await BuildAndRun("mlnet", program, "LseMlNet"));
    }

    private async Task<string> BuildAndRun(string name, ReadmeProgram program, string package)
    {
        await Registry.AssertReachable();
        string folder = packages.EmptyFolder(name);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), program.Text);
        File.WriteAllText(Path.Combine(folder, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="{packages.Version}" />
              </ItemGroup>
            </Project>
            """);
        string printed = DotnetCommand.Run(folder, packages.Cache, "build");

        Assert.DoesNotContain("warning NU", printed, StringComparison.Ordinal);
        return DotnetCommand.Run(folder, packages.Cache, "exec", Path.Combine("bin", "Debug", "net10.0", $"{name}.dll")).TrimEnd();
    }
}
