using Microsoft.ML;

namespace LseMlNet;

/// <summary>The user's settings after validation, and their saved form.</summary>
internal sealed class RejectAboveSettings
{
    public const string Stage = "RejectAbove";

    public RejectAboveSettings(RejectAboveOptions options)
    {
        Columns = ColumnPairs.Single(options.OutputColumnName, options.InputColumnName)[0];
        MaximumErrorRate = options.MaximumErrorRate;
        Confidence = options.Confidence;
        Labels = options.Labels is null ? null : ClassNameList.Checked(options.Labels, Stage, "labels");
        ClassAxis = options.ClassAxis;
        CheckShare(MaximumErrorRate, "maximumErrorRate", "An error rate of 0 cannot be shown by any number of rows.");
        CheckShare(Confidence, "confidence", "Use 0.95 or more; no number of rows gives certainty.");
    }

    public InputOutputColumnPair Columns { get; }

    public double MaximumErrorRate { get; }

    public double Confidence { get; }

    public string[]? Labels { get; }

    public int? ClassAxis { get; }

    // *** Binary format ***
    // one column pair, as ColumnPairs writes it
    // double, double: maximum error rate and confidence
    // labels, as ClassNameList writes them
    // class axis, as SavedAxis writes it
    public void Write(BinaryWriter writer)
    {
        ColumnPairs.Write(writer, [Columns]);
        writer.Write(MaximumErrorRate);
        writer.Write(Confidence);
        ClassNameList.Write(writer, Labels);
        SavedAxis.Write(writer, ClassAxis);
    }

    public static RejectAboveSettings Read(BinaryReader reader)
    {
        InputOutputColumnPair columns = ColumnPairs.Read(reader)[0];
        return new RejectAboveSettings(new RejectAboveOptions
        {
            OutputColumnName = columns.OutputColumnName,
            InputColumnName = columns.InputColumnName,
            MaximumErrorRate = reader.ReadDouble(),
            Confidence = reader.ReadDouble(),
            Labels = ClassNameList.Read(reader),
            ClassAxis = SavedAxis.Read(reader),
        });
    }

    private static void CheckShare(double value, string parameter, string fix)
    {
        if (!(value is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                parameter, FormattableString.Invariant($"{Stage}: {parameter} is {value}; expected a number above 0 and below 1. {fix}"));
        }
    }
}
