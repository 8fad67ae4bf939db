using System.Net;
using System.Net.Sockets;

namespace LseMlNet.Cli.Tests.Scenarios;

/// <summary>
/// The command lines run in this process, one after another, in a separate folder. An unhandled exception would end the tests.
/// </summary>
[CollectionDefinition(nameof(RandomCommandLinesTests), DisableParallelization = true)]
[Collection(nameof(RandomCommandLinesTests))]
public sealed class RandomCommandLinesTests : IDisposable
{
    // Set LSEMLNET_COMMAND_LINES to a larger number to find what a few hundred lines miss.
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("LSEMLNET_COMMAND_LINES"), out int count)
        ? count
        : 300;

    private readonly TemporaryFolder _folder = new();
    private readonly string _before = Environment.CurrentDirectory;
    private readonly TextWriter _output = Console.Out;
    private readonly TextWriter _error = Console.Error;
    private readonly TcpListener _taken = new(IPAddress.Loopback, 0);

    private readonly string[] _words;

    public RandomCommandLinesTests()
    {
        Directory.CreateDirectory(_folder["pictures"]);
        File.Copy(Classifier.Picture("bag-1.png"), _folder["pictures/a.png"]);
        File.WriteAllText(_folder["text.png"], "not a picture");
        File.Copy(Classifier.Model, _folder["my.onnx"]);
        File.Copy(Classifier.Labels, _folder["labels.txt"]);
        File.WriteAllText(_folder["-x"], "");
        Environment.CurrentDirectory = _folder.FullName;
        _taken.Start();
        _words =
        [
            "classify", "evaluate", "calibrate", "merge", "report", "serve", "reprot", "--help", "-h", "-?", "--version", "--", "-", "---",
            "--=", "=",
            "--model", "--labels", "--size", "--resize", "--channels", "--mean", "--scale", "--pipeline", "--minimum-probability", "--top",
            "--save", "--force",
            "--compare-naive", "--json", "--csv", "--data", "--bins", "--out", "--shard", "--partial", "1/2", "3/8", "a.csv", "--max-bytes",
            "--modle", "--json=false", "--top=2", "--mean:1", "--size=", "--out=",
            "pictures", "pictures/a.png", "text.png", "none.png", "my.onnx", "labels.txt", "report.html", "p.zip", ".", "..", "/", "-x",
            "/dev/null", "/dev/full", "//", "~",
            "0", "1", "-1", "3", "0.5", "1e38", "NaN", "2147483648", "1,2,3", "28x28", "0x0", "10000x10000", "rgb", "bgr", "crop", "pad",
            "true",
            "", " ", "\0", "\n", "\u001B[2J", "\uD800", "@labels.txt", "@", "[suggest]", "[suggest:x]", "[suggest:99]", "[diagram]",
            "[env:A=B]", "'", "\"", "\\", "*", "%s", new string('a', 5000),
        ];
    }

    public void Dispose()
    {
        Console.SetOut(_output);
        Console.SetError(_error);
        Environment.CurrentDirectory = _before;
        _taken.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_RandomCommandLines_KnownExitCodesAndNoUnexpectedError()
    {
        int port = ((IPEndPoint)_taken.LocalEndpoint).Port;
        var counts = new SortedDictionary<int, int>();
        for (int seed = 0; seed < Count; seed++)
        {
            var random = new Random(seed);
            string[] line = random.GetItems(_words, random.Next(0, 7));
            // A server that starts would not end.
            line = line.Contains("serve") ? [.. line, "--port", $"{port}"] : line;
            using var error = new StringWriter();
            Console.SetOut(TextWriter.Null);
            Console.SetError(error);

            int exitCode = await CommandLine.Run(line);

            string shown = $"seed {seed}, exit code {exitCode}: {string.Join(' ', line.Select(word => $"'{word}'"))}\n{error}";
            Assert.True(exitCode is 0 or 1 or 2, shown);
            Assert.False(shown.Contains("does not expect", StringComparison.Ordinal), shown);
            // Each exit code other than 0 comes with an error line, and there are no other lines.
            Assert.True(exitCode == 0 || error.ToString().Contains("error: ", StringComparison.Ordinal), shown);
            Assert.All(error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries),
                text => Assert.Matches("^(error|warning|note): ", text));
            counts[exitCode] = counts.GetValueOrDefault(exitCode) + 1;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Join(", ", counts.Select(count => $"{count.Value} lines end with {count.Key}")));
        Assert.Equal([0, 1, 2], counts.Keys);
    }
}
