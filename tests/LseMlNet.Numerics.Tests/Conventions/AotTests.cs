using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LseMlNet.Numerics.Tests.Conventions;

public sealed class AotTests
{
    /// <summary>
    /// Publishes Aot/Program.cs as native code if a C compiler can link it, and trimmed otherwise. Warnings are errors in both
    /// cases.
    /// </summary>
    [Fact]
    public async Task Publish_ProgramThatUsesTheKernels_RunsWithoutWarnings()
    {
        MutationRun.SkipTestOfAnotherProcess();
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("EXPECTED_VECTOR_WIDTH") is not null,
            "the published program does not depend on the vector width of this process");
        string? linker = OnPath("clang") ? "clang" : OnPath("gcc") ? "gcc" : null;
        bool native = OperatingSystem.IsLinux() && linker is not null;
        using var folder = new TemporaryFolder();
        string output = folder["published"];
        // The intermediate files go to a separate folder as well, because the build that started these tests may still be running.
        await Run(
            "dotnet",
            "publish", Repository.PathOf("tests", "LseMlNet.Numerics.Tests", "Aot"),
            "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained",
            "--artifacts-path", folder["artifacts"], "-o", output,
            native ? "-p:PublishAot=true" : "-p:PublishTrimmed=true", $"-p:CppCompilerAndLinker={linker}", "-nodeReuse:false");
        string printed = await Run(Path.Combine(output, "LseMlNet.Numerics.Aot"));
        Assert.Equal("0.090031 -0.407605964444 20.000000002", printed.Trim());
        // Native code is a single file. A trimmed program ships with its assemblies.
        Assert.Equal(!native, File.Exists(Path.Combine(output, "LseMlNet.Numerics.dll")));
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string printed = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, printed + await errors);
        return printed;
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
