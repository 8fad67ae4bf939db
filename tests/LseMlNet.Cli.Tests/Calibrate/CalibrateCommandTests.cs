using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Cli.Tests.Calibrate;

public sealed class CalibrateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // evaluate fits its temperature to every second picture, and is tested against a reference.
    [Fact]
    public void Temperature_OfEverySecondPicture_IsThatOfEvaluate()
    {
        HeldOutFolder.Write(_folder["half"], Enumerable.Range(0, 2500).Select(i => 2 * i));
        const string Start = "{\"section\":\"metrics\",\"when\":null,\"of\":null,\"figure\":\"temperature\",\"value\":";
        string expected = Classifier.Run(_folder, "evaluate", "--json").Output.Split('\n').Single(line => line.StartsWith(Start, StringComparison.Ordinal))[Start.Length..^1];

        ProgramRun run = Classifier.Run(_folder, "calibrate", "--data", "half", "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith($"{{\"temperature\":{expected},\"logLossBefore\":", run.Output, StringComparison.Ordinal);
        Assert.EndsWith(",\"rows\":2500,\"leftOut\":0}\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_ThenClassify_LogitsAreDividedByTheTemperature()
    {
        ProgramRun run = Classifier.Run(_folder, "calibrate", "--scale", "2", "--save", "calibrated.zip", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        double temperature = JsonDocument.Parse(run.Output).RootElement.GetProperty("temperature").GetDouble();

        float[] before = Logits("--json", "--scale", "2"), after = Logits("--json", "--pipeline", "calibrated.zip");

        Assert.InRange(temperature, 1.1, 10);
        Assert.Equal(before.Select(logit => (float)(logit / temperature)), after, (expected, actual) => Math.Abs(expected - actual) <= 1e-6f * Math.Abs(expected));
    }

    [Fact]
    public void Logits_Npy_TemperatureWithTheSmallestLoss()
    {
        (float[][] logits, int[] labels) = NpyLogits.Write(_folder, 200);

        ProgramRun run = Classifier.Run(_folder, "calibrate", "--logits", "logits.npy", "--labels", "labels.npy", "--json", "--save", "calibrated.zip");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement found = JsonDocument.Parse(run.Output).RootElement;
        double temperature = found.GetProperty("temperature").GetDouble();
        Assert.Equal(Loss(1), found.GetProperty("logLossBefore").GetDouble(), 1e-6);
        Assert.Equal(Loss(temperature), found.GetProperty("logLossAfter").GetDouble(), 1e-6);
        Assert.True(Loss(temperature) < Math.Min(Loss(0.99 * temperature), Loss(1.01 * temperature)));
        var ml = new MLContext();
        IDataView scored = ml.Model.Load(_folder["calibrated.zip"], out _).Transform(ml.Data.LoadLogits(_folder["logits.npy"]));
        float[] probabilities = [.. scored.GetColumn<float[]>("Probabilities").First()];
        double[] exponentials = [.. logits[0].Select(x => Math.Exp(x / temperature))];
        Assert.Equal(exponentials.Select(e => (float)(e / exponentials.Sum())), probabilities, (expected, actual) => Math.Abs(expected - actual) <= 1e-6);

        double Loss(double t) => logits.Zip(labels, (row, label) => Math.Log(row.Sum(x => Math.Exp(x / t))) - row[label] / t).Average();
    }

    [Fact]
    public void Text_Asked_IsShort()
    {
        ProgramRun run = Classifier.Run(_folder, "calibrate");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"^Temperature: \d\.\d{3}, from 5,000 rows\n  log-loss \(nats\)  0\.\d{4} before, 0\.\d{4} after\n$", run.Output);
    }

    [Fact]
    public void Csv_Asked_HasTheSameFigures()
    {
        string[] lines = Classifier.Run(_folder, "calibrate", "--csv").Output.Split('\n');

        Assert.Equal("temperature,logLossBefore,logLossAfter,rows,leftOut", lines[0].TrimEnd('\r'));
        Assert.EndsWith(",5000,0", lines[1].TrimEnd('\r'), StringComparison.Ordinal);
    }

    private float[] Logits(params string[] options)
    {
        ProgramRun run = Classifier.Run(_folder, [.. options, "--top", "10", Classifier.Picture("bag-1.png")]);
        Assert.True(run.ExitCode == 0, run.Error);
        return [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("top").EnumerateArray().Select(top => top.GetProperty("logit").GetSingle())];
    }
}
