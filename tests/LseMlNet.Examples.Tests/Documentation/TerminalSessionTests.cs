namespace LseMlNet.Examples.Tests.Documentation;

public class TerminalSessionTests
{
    [Fact]
    public void Run_SeveralCommands_SplitsTheirOutputs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Terminal sessions are run by sh.");

        IReadOnlyList<TerminalCommand> commands = TerminalSession.Run(
            "$ cd examples/ImageClassifier\n$ ls Model \\\n  | grep txt\nlabels.txt\n$ false\n$ echo $?\n1");

        Assert.Equal(
            ["cd examples/ImageClassifier", "ls Model \\\n  | grep txt", "false", "echo $?"], commands.Select(command => command.Text));
        Assert.Equal(["", "labels.txt\n", "", "1\n"], commands.Select(command => command.ExpectedOutput));
        Assert.Equal(["", "LICENSE-fashion-mnist.txt\nlabels.txt\n", "", "1\n"], commands.Select(command => command.Output));
        Assert.Equal([0, 0, 1, 0], commands.Select(command => command.ExitCode));
        Assert.Equal([false, false, true, false], commands.Select(command => command.MayFail));
    }

    [Theory]
    [InlineData("$ dotnet test -c Release", "norun")]
    [InlineData("$ dotnet run -c Release --project examples/None", "There is no example")]
    public void Run_DotnetCommandThatIsNotTested_Fails(string session, string error)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Terminal sessions are run by sh.");

        TerminalCommand command = Assert.Single(TerminalSession.Run(session));

        Assert.Equal(99, command.ExitCode);
        Assert.Contains(error, command.Output, StringComparison.Ordinal);
    }
}
