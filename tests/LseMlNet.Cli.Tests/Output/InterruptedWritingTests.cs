using System.Diagnostics;
using LseMlNet.Cli.Models;
using LseMlNet.Cli.Options;
using LseMlNet.Cli.Output;
using Microsoft.ML;
using Classifier = LseMlNet.Cli.Tests.Support.Classifier;

namespace LseMlNet.Cli.Tests.Output;

/// <summary>Wherever writing is interrupted, the file is either the old one or the new one, and complete.</summary>
public sealed class InterruptedWritingTests : IDisposable
{
    private const string Old = "what was there before";

    private const int Rounds = 4;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_FailsAtAnyWrite_OldFileWholeAndNothingLeft()
    {
        var ml = new MLContext();
        var model = ModelFile.Read(ModelChoice.ShippedModel);
        ITransformer pipeline = ClassifierPipeline.Create(ml, model, new PreprocessingChoice().Complete(model, _ => { }), _ => { }).Fit(
            ml.Data.LoadFromEnumerable<ClassifierPipeline.Input>([]));
        var labels = Labels.Read(ModelChoice.ShippedLabels);
        File.WriteAllText(_folder["pipeline.zip"], Old);
        int all = 0;
        SafeFile.Write(_folder["whole.zip"], stream =>
        {
            var counting = new FailingStream(stream, int.MaxValue);
            SavedPipeline.Save(ml, pipeline, labels, counting);
            all = counting.Writes;
        });
        File.Delete(_folder["whole.zip"]);

        for (int writes = 0; writes < all; writes++)
        {
            Assert.ThrowsAny<Exception>(() => SafeFile.Write(_folder["pipeline.zip"],
                stream => SavedPipeline.Save(ml, pipeline, labels, new FailingStream(stream, writes))));

            Assert.Equal([_folder["pipeline.zip"]], Directory.GetFileSystemEntries(_folder.FullName));
            Assert.Equal(Old, File.ReadAllText(_folder["pipeline.zip"]));
        }
        Assert.InRange(all, 10, int.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"{all} writes failed.");
    }

    // The program is killed when the file next to the target has a certain length.
    [Theory]
    [InlineData("pipeline.zip", "--save", "pipeline.zip")]
    [InlineData("report.html", "report", "--out", "report.html")]
    public void Write_KilledAtAnyWrite_OldOrNewFileWhole(string file, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /proc to watch the program with.");
        File.WriteAllText(_folder["labels.txt"], File.ReadAllText(Classifier.Labels));
        // The report of a model other than the shipped one has no evaluation, which would take seconds.
        string[] command = [.. arguments, "--model", Classifier.Model, "--labels", "labels.txt", Classifier.Picture("bag-1.png")];
        Assert.Equal(0, Classifier.Run(_folder, command).ExitCode);
        long whole = new FileInfo(_folder[file]).Length;
        int unfinished = 0;

        for (int round = 0; round < Rounds; round++)
        {
            File.WriteAllText(_folder[file], Old);
            using (Process program = Start([.. command, "--force"]))
            {
                KillWhenWritten(program, whole * round / Rounds);
            }

            string[] left = [.. Directory.GetFileSystemEntries(_folder.FullName).Except([_folder[file], _folder["labels.txt"]])];
            unfinished += left.Length;
            Assert.True(
                File.ReadAllText(_folder[file]) == Old || new FileInfo(_folder[file]).Length > whole * 9 / 10,
                $"round {round}: {new FileInfo(_folder[file]).Length} bytes");
            foreach (string name in left)
            {
                File.SetLastWriteTimeUtc(name, DateTime.UtcNow.AddHours(-1));
            }
        }
        // The next run of the program removes the leftover file.
        Assert.Equal(0, Classifier.Run(_folder, [.. command, "--force"]).ExitCode);
        Assert.Equal(new[] { _folder[file], _folder["labels.txt"] }.Order(), Directory.GetFileSystemEntries(_folder.FullName).Order());
        TestContext.Current.TestOutputHelper?.WriteLine($"{unfinished} of {Rounds} were killed in the middle.");
    }

    private Process Start(string[] arguments) => Process.Start(
        new ProcessStartInfo(BuiltProgram.Dotnet, ["exec", BuiltProgram.PathOf("LseMlNet.Cli"),
            .. arguments])
        { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true })!;

    // Stops watching if the program ends before it is killed.
    private void KillWhenWritten(Process program, long bytes)
    {
        while (!program.HasExited && !Directory.GetFiles(_folder.FullName, ".lsemlnet-*").Any(file => Length(file) >= bytes))
        {
        }

        program.Kill();
        program.WaitForExit();
    }

    private static long Length(string file)
    {
        try
        {
            return new FileInfo(file).Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
