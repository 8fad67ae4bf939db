using Microsoft.ML;

namespace LseMlNet.Tests.SelectLabel;

public sealed class SelectLabelSettingsTests
{
    [Theory, InlineData(0x00010001u), InlineData(0x00010002u)]
    public void Read_OlderFormat_HasNoMinimumOfLogOdds(uint version)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        ColumnPairs.Write(writer, [new InputOutputColumnPair("Out", "Logits")]);
        ClassNameList.Write(writer, ["a", "b"]);
        writer.Write(0.75f);
        writer.Write((int)ScoreMeaning.Logits);
        if (version > 0x00010001)
        {
            SavedAxis.Write(writer, 1);
        }

        bytes.Position = 0;
        SelectLabelSettings settings = SelectLabelSettings.Read(new BinaryReader(bytes), version);

        Assert.Equal(bytes.Length, bytes.Position);
        Assert.Equal((0.75f, null, ScoreMeaning.Logits), (settings.MinimumProbability, settings.MinimumLogOdds, settings.Scores));
        Assert.Equal(version > 0x00010001 ? 1 : null, settings.ClassAxis);
    }

    [Theory]
    [InlineData(0.5f, ScoreMeaning.Logits)]
    [InlineData(0f, ScoreMeaning.FromAnnotation)]
    [InlineData(0f, ScoreMeaning.Probabilities)]
    public void Create_LogOddsThatCannotBe_NamesTheSettings(float probability, ScoreMeaning scores)
    {
        var options = new SelectLabelOptions
        {
            Columns = [new("Out", "Logits")],
            MinimumLogOdds = 2.5,
            MinimumProbability = probability,
            Scores = scores,
        };
        Assert.Equal(
            FormattableString.Invariant($"SelectLabel: minimumLogOdds is 2.5, minimumProbability is {probability}, and Scores is {scores}; expected one minimum, ") +
            "and ScoreMeaning.Logits for the log-odds. Set Scores to what the column holds, and leave MinimumProbability at 0. (Parameter 'minimumLogOdds')",
            Assert.Throws<ArgumentException>(() => new SelectLabelSettings(options)).Message);
    }
}
