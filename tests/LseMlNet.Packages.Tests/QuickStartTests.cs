using LseMlNet.Packages.Tests.Support;

namespace LseMlNet.Packages.Tests;

/// <summary>Builds and runs the programs of README.md, including the quick starts, with only the packages, as a new user does.</summary>
public class QuickStartTests(PackedPackages packages)
{
    public static TheoryData<ReadmeProgram> Programs => [.. ReadmeProgram.All];

    [Theory, MemberData(nameof(Programs))]
    public async Task ReadmeProgram_FromPackagesAlone_BuildsWithoutWarningAndRuns(ReadmeProgram program)
    {
        await Registry.AssertReachable();
        string folder = packages.EmptyFolder($"{program}");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), program.Text);
        File.WriteAllText(Path.Combine(folder, "Program.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{program.Package}" Version="{packages.Version}" />
              </ItemGroup>
            </Project>
            """);

        Assert.DoesNotContain(": warning ", DotnetCommand.Run(folder, packages.Cache, "build"), StringComparison.Ordinal);
        string printed = DotnetCommand.Run(
            folder, packages.Cache, "exec", Path.Combine("bin", "Debug", "net10.0", "Program.dll")).TrimEnd();
        Assert.NotEmpty(printed);
        Assert.Equal(program.Output ?? printed, printed);
    }

    [Fact]
    public void Readme_Programs_IncludeOneForSpansAndOneForMLNet()
    {
        Assert.Contains(ReadmeProgram.All, program => program.Package == "LseMlNet.Numerics");
        Assert.Contains(ReadmeProgram.All, program => program is { Package: "LseMlNet", Output: not null });
    }
}
