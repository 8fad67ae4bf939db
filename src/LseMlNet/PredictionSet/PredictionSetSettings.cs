using Microsoft.ML;

namespace LseMlNet;

/// <summary>The user's settings after validation, and their saved form.</summary>
internal sealed class PredictionSetSettings
{
    public const string Stage = "PredictionSet";

    public PredictionSetSettings(PredictionSetOptions options)
    {
        Columns = ColumnPairs.Single(options.OutputColumnName, options.InputColumnName)[0];
        Coverage = options.Coverage;
        Rule = new ScoreRule(options.Score, options.Randomized, options.RankPenalty, options.UnpenalizedRanks);
        IsClassConditional = options.ClassConditional;
        Labels = options.Labels is null ? null : ClassNameList.Checked(options.Labels, Stage, "labels");
        ClassAxis = options.ClassAxis;
        if (!(Coverage is > 0 and < 1))
        {
            throw Wrong("coverage", Coverage, "a number above 0 and below 1", "A set that always contains the true class is the set of all classes.");
        }

        if (!Enum.IsDefined(options.Score))
        {
            throw Wrong("score", options.Score, string.Join(", ", Enum.GetNames<PredictionSetScore>()), "Use Lac for the smallest sets on average.");
        }

        if (options.Randomized && options.Score == PredictionSetScore.Lac)
        {
            throw Wrong("randomized", options.Randomized, "false for the score Lac", "Only Aps and Raps have a random part.");
        }

        if (!(double.IsFinite(options.RankPenalty) && options.RankPenalty >= 0))
        {
            throw Wrong("rankPenalty", options.RankPenalty, "a finite number that is not negative", "Use 0 for no penalty.");
        }

        if (options.UnpenalizedRanks < 0)
        {
            throw Wrong("unpenalizedRanks", options.UnpenalizedRanks, "0 or more", "Use 0 to penalize every rank.");
        }
    }

    public InputOutputColumnPair Columns { get; }

    public double Coverage { get; }

    public ScoreRule Rule { get; }

    public bool IsClassConditional { get; }

    public string[]? Labels { get; }

    public int? ClassAxis { get; }

    // *** Binary format ***
    // one column pair, as ColumnPairs writes it
    // double: coverage
    // int32: PredictionSetScore
    // bool: randomized
    // double, int32: rank penalty and unpenalized ranks
    // bool: class-conditional
    // labels, as ClassNameList writes them
    // class axis, as SavedAxis writes it
    public void Write(BinaryWriter writer)
    {
        ColumnPairs.Write(writer, [Columns]);
        writer.Write(Coverage);
        writer.Write((int)Rule.Score);
        writer.Write(Rule.IsRandomized);
        writer.Write(Rule.RankPenalty);
        writer.Write(Rule.UnpenalizedRanks);
        writer.Write(IsClassConditional);
        ClassNameList.Write(writer, Labels);
        SavedAxis.Write(writer, ClassAxis);
    }

    public static PredictionSetSettings Read(BinaryReader reader)
    {
        InputOutputColumnPair columns = ColumnPairs.Read(reader)[0];
        return new PredictionSetSettings(new PredictionSetOptions
        {
            OutputColumnName = columns.OutputColumnName,
            InputColumnName = columns.InputColumnName,
            Coverage = reader.ReadDouble(),
            Score = (PredictionSetScore)reader.ReadInt32(),
            Randomized = reader.ReadBoolean(),
            RankPenalty = reader.ReadDouble(),
            UnpenalizedRanks = reader.ReadInt32(),
            ClassConditional = reader.ReadBoolean(),
            Labels = ClassNameList.Read(reader),
            ClassAxis = SavedAxis.Read(reader),
        });
    }

    private static ArgumentOutOfRangeException Wrong(string parameter, object found, string expected, string fix) => new(
        parameter, FormattableString.Invariant($"{Stage}: {parameter} is {found}; expected {expected}. {fix}"));
}
