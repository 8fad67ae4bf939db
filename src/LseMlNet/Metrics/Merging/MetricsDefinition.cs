using System.Globalization;

namespace LseMlNet;

/// <summary>The options and the classes, which sums must have in common to be added.</summary>
/// <param name="options">The options, as a copy that nobody else can change.</param>
/// <param name="classNames">The names of the classes, in the order of the logits.</param>
internal sealed class MetricsDefinition(LogitsMetricsOptions options, string[] classNames)
{
    // Far more classes than any model has. A larger number comes from a damaged file.
    private const int MaximumClassCount = 100_000_000;

    public LogitsMetricsOptions Options => options;

    public string[] ClassNames => classNames;

    /// <summary>The first difference, with {0} and {1} for the places of the two values; null if there is none.</summary>
    public string? DifferenceFrom(MetricsDefinition other)
    {
        foreach (((string name, string own), (_, string others)) in Settings().Zip(other.Settings()))
        {
            if (own != others)
            {
                return $"{name} is {Escaped(own)} in {{0}} and {Escaped(others)} in {{1}}";
            }
        }

        if (classNames.Length != other.ClassNames.Length)
        {
            return $"there are {classNames.Length} classes in {{0}} and {other.ClassNames.Length} in {{1}}";
        }

        int index = classNames.AsSpan().CommonPrefixLength(other.ClassNames);
        return index < classNames.Length
            ? $"class {index} is '{Escaped(classNames[index])}' in {{0}} and '{Escaped(other.ClassNames[index])}' in {{1}}"
            : null;
    }

    // *** Binary format ***
    // string: LabelColumnName, LogitsColumnName
    // flag and, if it is 1, string: ExampleWeightColumnName
    // flag and, if it is 1, int32: ClassAxis
    // int32: BinCount, Binning
    // flag: ClasswiseCalibration, KeepConfidences, KeepScores
    // int32: BootstrapReplicates
    // double: ConfidenceLevel
    // flag and, if it is 1, string: RowIdColumnName
    // int32: number of classes
    // string: the name of each class
    public void Write(BinaryWriter writer)
    {
        writer.Write(options.LabelColumnName);
        writer.Write(options.LogitsColumnName);
        WriteOptional(writer, options.ExampleWeightColumnName);
        writer.Write(options.ClassAxis is not null);
        if (options.ClassAxis is { } axis)
        {
            writer.Write(axis);
        }

        writer.Write(options.BinCount);
        writer.Write((int)options.Binning);
        writer.Write(options.ClasswiseCalibration);
        writer.Write(options.KeepConfidences);
        writer.Write(options.KeepScores);
        writer.Write(options.BootstrapReplicates);
        writer.Write(options.ConfidenceLevel);
        WriteOptional(writer, options.RowIdColumnName);
        writer.Write(classNames.Length);
        foreach (string name in classNames)
        {
            writer.Write(name);
        }
    }

    /// <exception cref="InvalidDataException">The data was not written by <see cref="Write"/>.</exception>
    public static MetricsDefinition Read(SumsReader reader)
    {
        var options = new LogitsMetricsOptions
        {
            LabelColumnName = reader.ReadString(),
            LogitsColumnName = reader.ReadString(),
            ExampleWeightColumnName = reader.ReadFlag() ? reader.ReadString() : null,
            ClassAxis = reader.ReadFlag() ? reader.ReadInt32() : null,
            BinCount = reader.ReadInt32(),
            Binning = (CalibrationBinning)reader.ReadInt32(),
            ClasswiseCalibration = reader.ReadFlag(),
            KeepConfidences = reader.ReadFlag(),
            KeepScores = reader.ReadFlag(),
            BootstrapReplicates = reader.ReadInt32(),
            ConfidenceLevel = reader.ReadDouble(),
            RowIdColumnName = reader.ReadFlag() ? reader.ReadString() : null,
        };
        try
        {
            options.Check();
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException(e.Message, e);
        }

        int count = reader.ReadInt32();
        if (count is < 2 or > MaximumClassCount)
        {
            throw new InvalidDataException($"it states {count} classes; expected 2 or more.");
        }

        // Use a list: an array of the stated size could take gigabytes if the count is damaged.
        var names = new List<string>();
        for (int i = 0; i < count; i++)
        {
            names.Add(reader.ReadString());
        }

        return new MetricsDefinition(options, [.. names]);
    }

    private (string Name, string Value)[] Settings() =>
    [
        (nameof(options.LabelColumnName), Text(options.LabelColumnName)),
        (nameof(options.LogitsColumnName), Text(options.LogitsColumnName)),
        (nameof(options.ExampleWeightColumnName), Text(options.ExampleWeightColumnName)),
        (nameof(options.ClassAxis), options.ClassAxis is { } axis ? Text(axis) : "null"),
        (nameof(options.BinCount), Text(options.BinCount)),
        (nameof(options.Binning), options.Binning.ToString()),
        (nameof(options.ClasswiseCalibration), options.ClasswiseCalibration.ToString()),
        (nameof(options.KeepConfidences), options.KeepConfidences.ToString()),
        (nameof(options.KeepScores), options.KeepScores.ToString()),
        (nameof(options.BootstrapReplicates), Text(options.BootstrapReplicates)),
        (nameof(options.ConfidenceLevel), options.ConfidenceLevel.ToString(CultureInfo.InvariantCulture)),
        (nameof(options.RowIdColumnName), Text(options.RowIdColumnName)),
    ];

    private static void WriteOptional(BinaryWriter writer, string? name)
    {
        writer.Write(name is not null);
        if (name is not null)
        {
            writer.Write(name);
        }
    }

    private static string Text(string? name) => name is null ? "null" : $"'{name}'";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // The text becomes part of a format string.
    private static string Escaped(string text) =>
        text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
