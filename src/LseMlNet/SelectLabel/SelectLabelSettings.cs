using Microsoft.ML;

namespace LseMlNet;

/// <summary>The user's settings after validation: the whole state of the stage, and its saved form.</summary>
internal sealed class SelectLabelSettings
{
    public const string Stage = "SelectLabel";

    /// <summary>The version of the saved form. The first had no class axis.</summary>
    public const uint Version = 0x00010002;

    public SelectLabelSettings(SelectLabelOptions options)
    {
        Columns = ColumnPairs.Checked(options.Columns, Stage, "columns");
        Labels = options.Labels is null ? null : ClassNameList.Checked(options.Labels, Stage, "labels");
        MinimumProbability = options.MinimumProbability;
        Scores = options.Scores;
        ClassAxis = options.ClassAxis;
        if (!(MinimumProbability is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException("minimumProbability",
                $"{Stage}: minimumProbability is {MinimumProbability}; expected a number from 0 to 1. " +
                "Use 0 to select the top class however improbable it is.");
        }

        ScoresInput.CheckMeaning(Scores, Stage);
    }

    public InputOutputColumnPair[] Columns { get; }

    public string[]? Labels { get; }

    public float MinimumProbability { get; }

    public ScoreMeaning Scores { get; }

    public int? ClassAxis { get; }

    // *** Binary format ***
    // columns, as ColumnPairs writes them
    // labels, as ClassNameList writes them
    // float: minimum probability
    // int32: ScoreMeaning
    // class axis, as SavedAxis writes it; not in version 1.1
    public void Write(BinaryWriter writer)
    {
        ColumnPairs.Write(writer, Columns);
        ClassNameList.Write(writer, Labels);
        writer.Write(MinimumProbability);
        writer.Write((int)Scores);
        SavedAxis.Write(writer, ClassAxis);
    }

    public static SelectLabelSettings Read(BinaryReader reader, uint version) => new(new SelectLabelOptions
    {
        Columns = ColumnPairs.Read(reader),
        Labels = ClassNameList.Read(reader),
        MinimumProbability = reader.ReadSingle(),
        Scores = (ScoreMeaning)reader.ReadInt32(),
        ClassAxis = SavedAxis.Read(reader, version),
    });
}
