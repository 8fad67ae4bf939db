using System.Text.Json;

namespace LseMlNet.Cli.Tests.Classify;

public sealed class JsonOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ShippedPictures_Records_AreWhatTheTextSays()
    {
        JsonElement[] records = Records(Classifier.Run(_folder, "--json", "--top", "10"), exitCode: 0);

        IReadOnlyList<PrintedPicture> printed = Classifier.Classify(_folder, "--top", "10");
        Assert.Equal(
            printed.Select(p => (p.Name, p.Label)),
            records.Select(r => (r.GetProperty("picture").GetString()!, r.GetProperty("label").GetString()!)));
        foreach ((PrintedPicture picture, JsonElement record) in printed.Zip(records))
        {
            JsonElement[] top = [.. record.GetProperty("top").EnumerateArray()];
            Assert.Equal(picture.Classes.Select(c => c.Label), top.Select(c => c.GetProperty("label").GetString()));
            Assert.All(
                picture.Classes.Zip(top),
                pair => Assert.Equal(pair.First.Probability, pair.Second.GetProperty("probability").GetDouble(), 0.51e-4));
            Assert.Equal(top[0].GetProperty("probability").GetDouble(), record.GetProperty("probability").GetDouble());
            Assert.True(record.GetProperty("accepted").GetBoolean());
        }
    }

    [Fact]
    public void ShippedPictures_EntropyAndMargin_AreThoseOfTheFormulas()
    {
        foreach (JsonElement record in Records(Classifier.Run(_folder, "--json", "--top", "10"), exitCode: 0))
        {
            double[] logits = [.. record.GetProperty("top").EnumerateArray().Select(c => c.GetProperty("logit").GetDouble())];
            double sum = logits.Sum(Math.Exp);

            Assert.Equal(
                -logits.Sum(x => Math.Exp(x) / sum * Math.Log(Math.Exp(x) / sum)), record.GetProperty("entropy").GetDouble(), 1e-5);
            Assert.Equal(logits[0] - logits[1], record.GetProperty("margin").GetDouble(), 1e-5);
        }
    }

    [Fact]
    public void MinimumProbability_LessProbable_HasNoLabel()
    {
        JsonElement[] records = Records(Classifier.Run(_folder, "--json", "--minimum-probability", "0.93"), exitCode: 0);

        Assert.Equal(20, records.Length);
        Assert.Equal(4, records.Count(record => !record.GetProperty("accepted").GetBoolean()));
        foreach (JsonElement record in records)
        {
            bool accepted = record.GetProperty("probability").GetDouble() >= 0.93;
            Assert.Equal(accepted, record.GetProperty("accepted").GetBoolean());
            Assert.Equal(
                accepted ? record.GetProperty("top")[0].GetProperty("label").GetString() : null, record.GetProperty("label").GetString());
        }
    }

    [Fact]
    public void Classify_NaiveSoftmaxIsNaN_WritesNull()
    {
        JsonElement[] records = Records(
            Classifier.Run(_folder, "--json", "--compare-naive", "--model", Path.Combine(RealModels.Mnist, "model.onnx")), exitCode: 0);

        Assert.All(
            records, record => Assert.Equal(JsonValueKind.Null, record.GetProperty("top")[0].GetProperty("naiveProbability").ValueKind));
    }

    [Fact]
    public void Classify_UnusablePicture_IsARecordAndAnError()
    {
        File.WriteAllText(_folder["a \"b\", <é>\n.png"], "no picture");

        ProgramRun run = Classifier.Run(_folder, "--json", "none", "a \"b\", <é>\n.png", Classifier.Picture("bag-1.png"));

        JsonElement[] records = Records(run, exitCode: 1);
        Assert.Equal(
            ("none", "none: there is no such file or folder"),
            (records[0].GetProperty("picture").GetString(), records[0].GetProperty("error").GetString()));
        Assert.Equal("a \"b\", <é>\n.png", records[1].GetProperty("picture").GetString());
        Assert.Equal("Bag", records[2].GetProperty("label").GetString());
        Assert.StartsWith("error: none: there is no such file or folder\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_Figures_AreThoseOfTheText()
    {
        JsonElement[] figures = Records(Classifier.Run(_folder, "evaluate", "--json", "--compare-naive"), exitCode: 0);

        double?[] Metric(string name, string? of) =>
        [
            .. from f in figures
               where f.GetProperty("section").GetString() == "metrics" && f.GetProperty("figure").GetString() == name
                   && f.GetProperty("of").GetString() == of
               let value = f.GetProperty("value")
               select value.ValueKind == JsonValueKind.Null ? (double?)null : value.GetDouble(),
        ];
        Assert.Equal([0.1819, 0.1822, 0.1819, 0.1819], Metric("log-loss (nats)", null)[..4].Select(value => Math.Round(value!.Value, 4)));
        // These figures are NaN, or are not reported at all.
        Assert.Null(Metric("log-loss (nats)", "logits times 100")[2]);
        Assert.Null(Metric("Brier score", null)[3]);
        Assert.Equal(
            2500, figures.Where(f => f.GetProperty("section").GetString() == "confusion").Sum(f => f.GetProperty("value").GetInt32()));
    }

    private static JsonElement[] Records(ProgramRun run, int exitCode)
    {
        Assert.True(run.ExitCode == exitCode, run.Error);
        return [.. run.Output.Split('\n')[..^1].Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
