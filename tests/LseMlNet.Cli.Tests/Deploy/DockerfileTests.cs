namespace LseMlNet.Cli.Tests.Deploy;

/// <summary>
/// Checks the rules of a Dockerfile linter. The workflow on GitHub builds the image and runs it with a read-only file system.
/// </summary>
public sealed class DockerfileTests
{
    private static readonly string File = Repository.PathOf("deploy", "docker", "Dockerfile");

    // Each instruction with its arguments; comments and continued lines do not occur in arguments.
    private static (string Name, string Arguments)[] Instructions =>
    [
        .. from line in System.IO.File.ReadAllLines(File)
           where line.Length > 0 && line[0] != '#'
           let space = line.IndexOf(' ', StringComparison.Ordinal)
           select (line[..space], line[(space + 1)..]),
    ];

    [Fact]
    public void Image_Bases_AreOfficialAndPinnedToAVersion()
    {
        string[] bases = [.. from i in Instructions where i.Name == "FROM" select i.Arguments];

        Assert.Equal(2, bases.Length);
        Assert.All(bases, image => Assert.Matches(@"^mcr\.microsoft\.com/dotnet/\w+:10\.0-noble(-chiseled)?( AS build)?$", image));
        // The image has no shell and no package manager.
        Assert.EndsWith("-chiseled", bases[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Image_Runs_AsANumberedUserThatIsNotRoot()
    {
        string user = Instructions.Last(i => i.Name == "USER").Arguments;

        // Kubernetes cannot determine whether a user name is root.
        Assert.True(int.Parse(user, System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.True(Array.FindLastIndex(Instructions, i => i.Name == "USER") > Array.FindLastIndex(Instructions, i => i.Name == "RUN"));
    }

    // A shell would not pass SIGTERM on to the program, and a chiseled image has no shell.
    [Theory]
    [InlineData("ENTRYPOINT"), InlineData("CMD"), InlineData("HEALTHCHECK")]
    public void Image_Commands_AreRunWithoutAShell(string name)
    {
        string arguments = Assert.Single(Instructions, i => i.Name == name).Arguments;

        Assert.Matches(@"^(--[\w-]+=\w+ )*(CMD )?\[(""[^""]+""(, )?)+\]$", arguments);
    }

    // The options must exist, because a container that fails to start would be noticed too late.
    [Fact]
    public void Image_CommandLine_IsAccepted()
    {
        using var folder = new TemporaryFolder();
        string[] command = Words("CMD");

        Assert.Equal("serve", command[0]);
        Assert.Equal(0, Classifier.Run(folder, [.. command, "--help"]).ExitCode);
        Assert.Equal(["dotnet", "/app/LseMlNet.Cli.dll", "serve", "--check"], Words("HEALTHCHECK"));
    }

    [Theory]
    [InlineData("ADD"), InlineData("MAINTAINER"), InlineData("VOLUME"), InlineData("SHELL")]
    public void Image_DiscouragedInstructions_AreNotUsed(string name) => Assert.DoesNotContain(Instructions, i => i.Name == name);

    private static string[] Words(string name)
    {
        string arguments = Instructions.Single(i => i.Name == name).Arguments;
        return System.Text.Json.JsonSerializer.Deserialize<string[]>(arguments[arguments.IndexOf('[', StringComparison.Ordinal)..])!;
    }
}
