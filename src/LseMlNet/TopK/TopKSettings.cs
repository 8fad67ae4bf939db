namespace LseMlNet;

/// <summary>The user's settings after validation: the whole state of the stage, and its saved form.</summary>
internal sealed class TopKSettings
{
    public const string Stage = "TopK";

    /// <summary>The version of the saved form. The first had no class axis.</summary>
    public const uint Version = 0x00010002;

    public TopKSettings(TopKOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(options.LabelColumnName, "labelColumnName");
        ArgumentException.ThrowIfNullOrWhiteSpace(options.ProbabilityColumnName, "probabilityColumnName");
        ArgumentException.ThrowIfNullOrWhiteSpace(options.InputColumnName, "inputColumnName");
        LabelColumn = options.LabelColumnName;
        ProbabilityColumn = options.ProbabilityColumnName;
        InputColumn = options.InputColumnName;
        K = options.K;
        Labels = options.Labels is null ? null : ClassNameList.Checked(options.Labels, Stage, "labels");
        Scores = options.Scores;
        ClassAxis = options.ClassAxis;
        if (LabelColumn == ProbabilityColumn)
        {
            throw new ArgumentException(
                $"{Stage}: '{LabelColumn}' is the name of both outputs, labels and probabilities; expected two different names. " +
                "Rename one of them.",
                "probabilityColumnName");
        }
        if (K < 1)
        {
            throw new ArgumentOutOfRangeException("k", FormattableString.Invariant($"{Stage}: k is {K}; expected 1 or more. Pass the number of labels to list."));
        }

        ScoresInput.CheckMeaning(Scores, Stage);
    }

    public string LabelColumn { get; }

    public string ProbabilityColumn { get; }

    public string InputColumn { get; }

    public int K { get; }

    public string[]? Labels { get; }

    public ScoreMeaning Scores { get; }

    public int? ClassAxis { get; }

    // *** Binary format ***
    // string, string, string: column of labels, column of probabilities, input column
    // int32: k
    // labels, as ClassNameList writes them
    // int32: ScoreMeaning
    // class axis, as SavedAxis writes it; not in version 1.1
    public void Write(BinaryWriter writer)
    {
        SavedText.Write(writer, LabelColumn);
        SavedText.Write(writer, ProbabilityColumn);
        SavedText.Write(writer, InputColumn);
        writer.Write(K);
        ClassNameList.Write(writer, Labels);
        writer.Write((int)Scores);
        SavedAxis.Write(writer, ClassAxis);
    }

    public static TopKSettings Read(BinaryReader reader, uint version) => new(new TopKOptions
    {
        LabelColumnName = SavedText.Read(reader, "the name of the column of labels"),
        ProbabilityColumnName = SavedText.Read(reader, "the name of the column of probabilities"),
        InputColumnName = SavedText.Read(reader, "the name of the input column"),
        K = reader.ReadInt32(),
        Labels = ClassNameList.Read(reader),
        Scores = (ScoreMeaning)reader.ReadInt32(),
        ClassAxis = SavedAxis.Read(reader, version),
    });
}
