using LseMlNet.Cli.Evaluate;
using LseMlNet.Cli.Models;
using LseMlNet.Cli.Options;
using LseMlNet.Cli.Output;
using LseMlNet.Cli.Shards;
using Classifier = LseMlNet.Cli.Tests.Support.Classifier;

namespace LseMlNet.Cli.Tests.Merge;

public sealed class MergeCommandTests : IDisposable
{
    private const int Pictures = 60;

    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public MergeCommandTests() => _data = HeldOutFolder.Write(_folder["data"], Enumerable.Range(0, Pictures));

    public void Dispose() => _folder.Dispose();

    // With 64 shards of 60 pictures, four are empty.
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(7), InlineData(64)]
    public void Evaluate_PartsInAnyOrder_BytesOfOneProcess(int shards)
    {
        string[] parts = Parts(PicturesPart.Evaluation, shards, bins: 10);
        new Random(shards).Shuffle(parts);

        ProgramRun merged = Classifier.Run(_folder, ["merge", "--json", .. parts]);

        Assert.Equal(Classifier.Run(_folder, "evaluate", "--json", "--data", "data", "--bins", "10"), merged);
        Assert.Contains("{\"section\":\"set\",\"when\":null,\"of\":null,\"figure\":\"pictures\",\"value\":60}\n", merged.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Calibrate_PartsInAnyOrder_TemperatureOfOneProcess()
    {
        string[] parts = Parts(PicturesPart.Calibration, 7);
        new Random(7).Shuffle(parts);

        ProgramRun merged = Classifier.Run(_folder, ["merge", "--json", .. parts]);

        Assert.Equal(Classifier.Run(_folder, "calibrate", "--json", "--data", "data"), merged);
        Assert.StartsWith("{\"temperature\":", merged.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_PictureFilesOfWhichOneIsDamaged_CountsItOnce()
    {
        string[] lines = [.. from file in Directory.GetFiles(Classifier.PictureFolder) where file.Contains("-1.png") || file.Contains("bag") select $"{file},8"];
        File.WriteAllText(_folder["damaged.png"], "not a picture");
        File.WriteAllLines(_folder["data.csv"], ["file,label", .. lines, "damaged.png,1"]);
        string[] evaluate = ["evaluate", "--json", "--data", "data.csv"];
        foreach (string shard in new[] { "2/2", "1/2" })
        {
            Assert.Equal(0, Classifier.Run(_folder, [.. evaluate, "--shard", shard, "--partial", "part.bin"]).ExitCode);
        }

        ProgramRun merged = Classifier.Run(_folder, "merge", "--json", "part-1-of-2.bin", "part-2-of-2.bin");

        ProgramRun whole = Classifier.Run(_folder, evaluate);
        Assert.Equal((1, whole.Output), (merged.ExitCode, merged.Output));
        Assert.Equal(1, whole.ExitCode);
    }

    [Fact]
    public void Parts_SomeMissing_ListsThem()
    {
        string[] parts = Parts(PicturesPart.Evaluation, 7);

        ProgramRun run = Classifier.Run(_folder, "merge", parts[0], parts[6], parts[3], parts[2], parts[5]);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal("error: 2 of 7 shards are missing: 2/7, 5/7; run the command again for each, as in --shard 2/7, then merge all parts\n", run.Error);
    }

    [Fact]
    public void Parts_OneTwice_NamesBoth()
    {
        string[] parts = Parts(PicturesPart.Evaluation, 2);
        File.Copy(parts[1], _folder["copy.bin"]);

        ProgramRun run = Classifier.Run(_folder, "merge", "part-2-of-2.bin", parts[0], "copy.bin");

        Assert.Equal((1, "", "error: parts 'part-2-of-2.bin' and 'copy.bin' are both shard 2/2; remove one of them\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("it is shard 1/3, not one of 2", 3, 15, false)]
    [InlineData("its --bins is '10', not '15'", 2, 10, false)]
    [InlineData("it is a part of a calibration of pictures, not of an evaluation of pictures", 2, 15, true)]
    public void Parts_OneOfAnotherJob_NamesItAndSaysWhatDiffers(string difference, int shards, int bins, bool calibrates)
    {
        string[] parts = Parts(PicturesPart.Evaluation, 2);
        string foreign = Parts(calibrates ? PicturesPart.Calibration : PicturesPart.Evaluation, shards, bins, "foreign.bin")[0];

        ProgramRun run = Classifier.Run(_folder, "merge", parts[1], foreign);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal($"error: part '{foreign}' is of another job than '{parts[1]}': {difference}; leave it out, or run its shard again\n", run.Error);
    }

    [Fact]
    public void Parts_OneOfOtherPictures_IsRefused()
    {
        string[] parts = Parts(PicturesPart.Evaluation, 2);
        HeldOutFolder.Write(_data, Enumerable.Range(1, Pictures));
        string foreign = Parts(PicturesPart.Evaluation, 2, file: "foreign.bin")[0];

        ProgramRun run = Classifier.Run(_folder, "merge", foreign, parts[1]);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Matches($"^error: part '.+' is of another job than '.+': its data is '{Pictures} pictures, [0-9a-f]+', not '{Pictures} pictures, [0-9a-f]+'; ", run.Error);
    }

    [Theory]
    [InlineData("--shard needs --partial, because the figures of a shard are not those of the whole; add --partial part.bin, then merge the parts.", "evaluate", "--shard", "1/2")]
    [InlineData("--shard is '9/8'; expected a shard and their number, as in 3/8.", "evaluate", "--partial", "p.bin", "--shard", "9/8")]
    [InlineData("--save cannot be combined with --partial, whose result is not complete before merge; remove one of them.", "calibrate", "--partial", "p.bin", "--save", "p.zip")]
    [InlineData("There is no option '--jsn'; --help lists the options.", "merge", "--jsn")]
    [InlineData("'parts'", "merge")]
    public void Options_Wrong_NamesTheOption(string message, params string[] arguments)
    {
        ProgramRun run = Classifier.Run(_folder, arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    // Separate processes would take a minute.
    private string[] Parts(string kind, int shards, int bins = 15, string file = "part.bin")
    {
        var model = new ModelChoice(Classifier.Model, Classifier.Labels, null, new PreprocessingChoice(), null, 0);
        var request = new EvaluationRequest(_data, model, bins, CompareNaive: false, new Limits(1, 1));
        PartTarget[] targets = [.. Enumerable.Range(1, shards).Select(number => new Shard(number, shards)).Select(shard => new PartTarget(shard.FileFor(_folder[file]), shard))];
        Assert.All(targets, target => Assert.Equal(0, PicturesPart.Write(kind, target, request, new Messages(), CancellationToken.None)));
        return [.. targets.Select(target => target.File)];
    }
}
