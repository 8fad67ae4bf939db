using System.Globalization;
using CsvHelper;

namespace LseMlNet.Cli.Tests.Classify;

public sealed class CsvOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Classify_NamesWithCommasAndQuotes_AreReadBackUnchanged()
    {
        const string Name = "a \"b\", c.png";
        File.Copy(Classifier.Picture("bag-1.png"), _folder[Name]);
        File.WriteAllLines(_folder["labels.txt"], Enumerable.Range(0, 10).Select(i => $"class \"{i}\", yes"));

        ProgramRun run = Classifier.Run(_folder, "--csv", "--labels", "labels.txt", Name, "none");

        Dictionary<string, string>[] records = Records(run.Output);
        Assert.Equal(
            (Name, "class \"8\", yes", "true", ""),
            (records[0]["picture"], records[0]["label"], records[0]["accepted"], records[0]["error"]));
        Assert.Equal(
            ("none", "", "", "none: there is no such file or folder"),
            (records[1]["picture"], records[1]["label"], records[1]["accepted"], records[1]["error"]));
    }

    [Fact]
    public void ShippedPictures_Columns_AreWhatTheTextSays()
    {
        Dictionary<string, string>[] records = Records(
            Classifier.Run(_folder, "--csv", "--top", "99", "--minimum-probability", "0.93").Output);

        IReadOnlyList<PrintedPicture> printed = Classifier.Classify(_folder, "--top", "10");
        Assert.Equal(20, records.Length);
        foreach ((PrintedPicture picture, Dictionary<string, string> record) in printed.Zip(records))
        {
            bool accepted = picture.Classes[0].Probability > 0.93;
            Assert.Equal(
                (picture.Name, accepted ? picture.Label : "", accepted ? "true" : "false"),
                (record["picture"], record["label"], record["accepted"]));
            for (int i = 0; i < 10; i++)
            {
                Assert.Equal(picture.Classes[i].Label, record[$"label_{i + 1}"]);
                Assert.Equal(
                    picture.Classes[i].Probability, double.Parse(record[$"probability_{i + 1}"], CultureInfo.InvariantCulture), 0.51e-4);
            }
        }
        Assert.DoesNotContain("label_11", records[0].Keys);
    }

    [Fact]
    public void Evaluate_Figures_AreAsInJson()
    {
        Dictionary<string, string>[] records = Records(Classifier.Run(_folder, "evaluate", "--csv").Output);

        Assert.Equal("0.9324", records.Single(r => r["section"] == "set" && r["figure"] == "accuracy")["value"]);
        Assert.Equal(2500, records.Where(r => r["section"] == "confusion").Sum(r => int.Parse(r["value"], CultureInfo.InvariantCulture)));
    }

    private static Dictionary<string, string>[] Records(string output)
    {
        using var reader = CsvReader.FromText(output);
        reader.ReadHeader();
        var records = new List<Dictionary<string, string>>();
        while (reader.Read())
        {
            records.Add(reader.Headers.ToDictionary(name => name, name => reader[name].ToString()));
        }

        return [.. records];
    }
}
