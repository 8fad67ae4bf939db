using Microsoft.ML;

namespace LseMlNet;

/// <summary>The user's settings after validation: the whole state of the stage, and its saved form.</summary>
internal sealed class SelectLabelSettings
{
    public const string Stage = "SelectLabel";

    /// <summary>The version of the saved form. The first had no class axis, the second no minimum of the log-odds.</summary>
    public const uint Version = 0x00010003;

    public SelectLabelSettings(SelectLabelOptions options)
    {
        Columns = ColumnPairs.Checked(options.Columns, Stage, "columns");
        Labels = options.Labels is null ? null : ClassNameList.Checked(options.Labels, Stage, "labels");
        MinimumProbability = options.MinimumProbability;
        MinimumLogOdds = options.MinimumLogOdds;
        Scores = options.Scores;
        ClassAxis = options.ClassAxis;
        if (!(MinimumProbability is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException("minimumProbability",
                FormattableString.Invariant($"{Stage}: minimumProbability is {MinimumProbability}; expected a number from 0 to 1. ") +
                "Use 0 to select the top class however improbable it is.");
        }

        ScoresInput.CheckMeaning(Scores, Stage);
        if (MinimumLogOdds is { } logOdds && (MinimumProbability > 0 || Scores != ScoreMeaning.Logits))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{Stage}: minimumLogOdds is {logOdds}, minimumProbability is {MinimumProbability}, and Scores is {Scores}; ") +
                $"expected one minimum, and {nameof(ScoreMeaning)}.{nameof(ScoreMeaning.Logits)} for the log-odds. " +
                $"Set Scores to what the column holds, and leave {nameof(MinimumProbability)} at 0.",
                "minimumLogOdds");
        }
    }

    public InputOutputColumnPair[] Columns { get; }

    public string[]? Labels { get; }

    public float MinimumProbability { get; }

    public double? MinimumLogOdds { get; }

    public ScoreMeaning Scores { get; }

    public int? ClassAxis { get; }

    // *** Binary format ***
    // columns, as ColumnPairs writes them
    // labels, as ClassNameList writes them
    // float: minimum probability
    // int32: ScoreMeaning
    // class axis, as SavedAxis writes it; not in version 1.1
    // bool, double: whether there is a minimum of the log-odds, and the minimum or 0; not in versions 1.1 and 1.2
    public void Write(BinaryWriter writer)
    {
        ColumnPairs.Write(writer, Columns);
        ClassNameList.Write(writer, Labels);
        writer.Write(MinimumProbability);
        writer.Write((int)Scores);
        SavedAxis.Write(writer, ClassAxis);
        writer.Write(MinimumLogOdds is not null);
        writer.Write(MinimumLogOdds ?? 0);
    }

    public static SelectLabelSettings Read(BinaryReader reader, uint version) => new(new SelectLabelOptions
    {
        Columns = ColumnPairs.Read(reader),
        Labels = ClassNameList.Read(reader),
        MinimumProbability = reader.ReadSingle(),
        Scores = (ScoreMeaning)reader.ReadInt32(),
        ClassAxis = SavedAxis.Read(reader, version),
        MinimumLogOdds = version < Version ? null : ReadMinimum(reader),
    });

    private static double? ReadMinimum(BinaryReader reader)
    {
        byte hasMinimum = reader.ReadByte();
        double minimum = reader.ReadDouble();
        return hasMinimum switch
        {
            0 when minimum == 0 => null,
            1 => minimum,
            _ => throw new InvalidDataException(FormattableString.Invariant($"its minimum of the log-odds is {minimum}; expected none, or a number.")),
        };
    }
}
