using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;

namespace LseMlNet.Cli.Tests.Scenarios;

/// <summary>Ctrl-C during a run. The error about the missing argument "none" shows that the run has begun.</summary>
public sealed partial class StopTests : IDisposable
{
    private const int Copies = 5000;
    private const int PicturesInFolder = 20;
    private const int Scored = 150_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Classify_Interrupted_PrintsACompleteSummary()
    {
        ProgramRun run = Classifier.Interrupt(_folder, null, ["none", .. Enumerable.Repeat(Classifier.PictureFolder, Copies)]);

        int done = Done(run);
        IReadOnlyList<PrintedPicture> pictures = PrintedPicture.ReadAll(run.Output);
        Assert.Equal(done - 1, pictures.Count);
        Assert.EndsWith(
            $"\n\nPictures classified: {pictures.Count}. Not everything could be used: see the errors.\n", $"\n\n{run.Output}",
            StringComparison.Ordinal);
    }

    [Fact]
    public void ClassifyJson_Interrupted_EveryLineIsARecord()
    {
        ProgramRun run = Classifier.Interrupt(
            _folder, null, ["classify", "--json", "none", .. Enumerable.Repeat(Classifier.PictureFolder, Copies)]);

        string[] lines = run.Output.Split('\n')[..^1];
        Assert.Equal(Done(run), lines.Length);
        Assert.All(lines, line => Assert.True(JsonDocument.Parse(line).RootElement.TryGetProperty("picture", out _)));
    }

    [Fact]
    public void Report_Interrupted_IsWrittenAndSaysSo()
    {
        ProgramRun run = Classifier.Interrupt(_folder, null, ["report", "none", .. Enumerable.Repeat(Classifier.PictureFolder, Copies)]);

        int done = Done(run);
        Assert.StartsWith($"report.html: {done - 1} answered, 0 refused, 1 not usable.", run.Output, StringComparison.Ordinal);
        IHtmlDocument page = ReportDocument.Read(_folder);
        Assert.Equal(
            $"Incomplete: stopped after {done} of {Copies * PicturesInFolder + 1} pictures.", page.QuerySelector(".note")!.TextContent);
        Assert.Equal(done - 1, page.QuerySelectorAll("li.picture").Length);
        Assert.EndsWith(
            "are left out: the work was stopped before the evaluation.", page.QuerySelector("#evaluation p")!.TextContent,
            StringComparison.Ordinal);
    }

    // No picture is classified until the labels are written.
    [Fact]
    public async Task Report_InterruptedBeforeTheFirstPicture_KeepsThePreviousReport()
    {
        const string Old = "<!DOCTYPE html>the previous report";
        await File.WriteAllTextAsync(_folder["report.html"], Old, TestContext.Current.CancellationToken);
        Process.Start("mkfifo", [_folder["labels.txt"]]).WaitForExit();
        Task? ending = null;

        ProgramRun run = Classifier.Interrupt(_folder, async program => ending = await OpenLabels(), "report", "--labels", "labels.txt");

        await ending!;
        Assert.Equal((130, ""), (run.ExitCode, run.Output));
        Assert.EndsWith("note: report 'report.html' is not written, because it would be empty\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(Old, await File.ReadAllTextAsync(_folder["report.html"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Evaluate_Interrupted_EvaluatesWhatIsScored()
    {
        ProgramRun run = InterruptScoring("evaluate", "--data", ".");

        int done = Done(run, Scored);
        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"{done:N0} held-out pictures of 28x28 in 10 classes: "), run.Output,
            StringComparison.Ordinal);
        Assert.Contains("\nReliability after: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_InterruptedDuringItsEvaluation_EvaluatesWhatIsScored()
    {
        ProgramRun run = InterruptScoring("report", "--data", ".", Classifier.Picture("bag-1.png"));

        Assert.True(run.ExitCode == 130, run.Error);
        IHtmlDocument page = ReportDocument.Read(_folder);
        Assert.Matches($@"^Incomplete: stopped after [1-9]\d* of {Scored} held-out pictures\.$", page.QuerySelector(".note")!.TextContent);
        Assert.NotNull(page.QuerySelector("#confusion table"));
    }

    // A second signal ends the program at once, and does not crash it.
    [Theory]
    [InlineData("INT", "INT"), InlineData("TERM", "TERM"), InlineData("INT", "TERM"), InlineData("HUP", "HUP")]
    public void Classify_TwoSignals_EndsWithoutACrash(string first, string second)
    {
        const string Script = """
            mkfifo labels.txt
            env --default-signal=INT,TERM,HUP "$@" --labels labels.txt &
            exec 3> labels.txt
            sleep 0.5
            kill -$0 $!
            sleep 0.1
            kill -$1 $!
            wait $!
            echo "exit $?"
            """;
        Assert.SkipUnless(
            Signals.CanInterrupt, "Ctrl-C cannot be sent: this is not Linux, or SIGINT is ignored in the process that started the tests.");

        ProgramRun run = BuiltProgram.RunCommand(
            "bash",
            ["-c", Script.Replace("$0", first, StringComparison.Ordinal)
                .Replace("$1", second, StringComparison.Ordinal), "bash", BuiltProgram.Dotnet, "exec", BuiltProgram.PathOf("LseMlNet.Cli")],
            _folder.FullName);

        Assert.EndsWith("exit 130\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", run.Error, StringComparison.Ordinal);
    }

    // The labels are a pipe. Once this test has opened it, so has the program, which reaches its end only after Ctrl-C.
    [Fact]
    public async Task Serve_InterruptedBeforeItListens_EndsWithoutAnError()
    {
        Process.Start("mkfifo", [_folder["labels.txt"]]).WaitForExit();
        Task? ending = null;

        ProgramRun run = Classifier.Interrupt(
            _folder, async program => ending = await OpenLabels(), "serve", "--port", "0", "--labels", "labels.txt");

        await ending!;
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    // Opens the pipe of the labels, and returns the task that writes them a second later.
    private async Task<Task> OpenLabels()
    {
        StreamWriter labels = await Task.Run(
            () => new StreamWriter(new FileStream(_folder["labels.txt"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite)));
        // The program begins to handle Ctrl-C right after it starts to open its files.
        await Task.Delay(TimeSpan.FromSeconds(0.5));
        return End();

        async Task End()
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            await labels.WriteAsync(await File.ReadAllTextAsync(Classifier.Labels));
            await labels.DisposeAsync();
        }
    }

    // The labels are a pipe, so that the program scores nothing before this test has written them.
    private ProgramRun InterruptScoring(params string[] arguments)
    {
        using (FileStream images = File.Create(_folder["images-idx3-ubyte"]))
        {
            images.Write([0, 0, 8, 3, 0, (byte)(Scored >> 16), (byte)(Scored >> 8 & 255), Scored & 255, 0, 0, 0, 28, 0, 0, 0, 28]);
            byte[] pixels = new byte[1000 * 28 * 28];
            new Random(6).NextBytes(pixels);
            for (int i = 0; i < Scored / 1000; i++)
            {
                images.Write(pixels);
            }
        }
        Process.Start("mkfifo", [_folder["labels-idx1-ubyte"]]).WaitForExit();
        return Classifier.Interrupt(_folder, WriteLabels, arguments);

        async Task WriteLabels(Process program)
        {
            await using (FileStream labels = new(_folder["labels-idx1-ubyte"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            {
                await labels.WriteAsync((byte[])[0, 0, 8, 1, 0, (byte)(Scored >> 16), (byte)(Scored >> 8 & 255), Scored & 255]);
                await labels.WriteAsync(Array.ConvertAll(Enumerable.Range(0, Scored).ToArray(), i => (byte)(i % 10)));
            }
            // Opening the model costs far less than a second of processor time; scoring costs several.
            TimeSpan begun = program.TotalProcessorTime + TimeSpan.FromSeconds(1);
            for (; !program.HasExited && program.TotalProcessorTime < begun; program.Refresh())
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10));
            }
        }
    }

    // The number of pictures that were processed, and the number that were requested.
    private static int Done(ProgramRun run, int asked = Copies * PicturesInFolder + 1)
    {
        Assert.True(run.ExitCode == 130, $"{run.ExitCode}\n{run.Error}");
        Match note = StoppedNote().Match(run.Error);
        Assert.True(note.Success, run.Error);
        Assert.Equal(asked, int.Parse(note.Groups["all"].Value, CultureInfo.InvariantCulture));
        int done = int.Parse(note.Groups["done"].Value, CultureInfo.InvariantCulture);
        Assert.InRange(done, 1, asked - 1);
        return done;
    }

    [GeneratedRegex(@"note: stopped after (?<done>\d+) of (?<all>\d+) (held-out )?pictures\n$")]
    private static partial Regex StoppedNote();
}
