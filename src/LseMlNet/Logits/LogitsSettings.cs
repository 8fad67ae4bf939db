using System.Globalization;
using Microsoft.ML;

namespace LseMlNet;

/// <summary>The user's settings: the whole state of a stage, and its saved form.</summary>
internal readonly record struct LogitsSettings(
    InputOutputColumnPair[] Columns, double Temperature, InvalidRowHandling InvalidRows = InvalidRowHandling.Propagate,
    int? ClassAxis = null)
{
    /// <summary>The version of the saved form. The first had no class axis.</summary>
    public const uint Version = 0x00010002;

    public LogitsSettings(LogitsOptions options)
        : this(options.Columns, options.Temperature, options.InvalidRows, (options as ClassAxisOptions)?.ClassAxis)
    {
    }

    /// <summary>
    /// Checks the settings and copies the columns, so that a later change to the caller's array does not affect the stage.
    /// </summary>
    public LogitsSettings Checked(string stage)
    {
        if (!(double.IsFinite(Temperature) && Temperature > 0))
        {
            string found = Temperature.ToString(CultureInfo.InvariantCulture);
            throw new ArgumentOutOfRangeException("temperature",
                $"{stage}: temperature is {found}; expected a finite number greater than 0. Use 1 to leave the logits unchanged.");
        }
        if (!Enum.IsDefined(InvalidRows))
        {
            throw new ArgumentOutOfRangeException("invalidRows",
                $"{stage}: InvalidRows is {InvalidRows}; expected one of {string.Join(", ", Enum.GetNames<InvalidRowHandling>())}.");
        }
        return this with { Columns = ColumnPairs.Checked(Columns, stage, "columns") };
    }

    // *** Binary format ***
    // columns, as ColumnPairs writes them
    // double: temperature
    // int32: InvalidRowHandling
    // class axis, as SavedAxis writes it; not in version 1.1
    public void Write(BinaryWriter writer)
    {
        ColumnPairs.Write(writer, Columns);
        writer.Write(Temperature);
        writer.Write((int)InvalidRows);
        SavedAxis.Write(writer, ClassAxis);
    }

    public static LogitsSettings Read(BinaryReader reader, uint version) =>
        new(ColumnPairs.Read(reader), reader.ReadDouble(), (InvalidRowHandling)reader.ReadInt32(), SavedAxis.Read(reader, version));
}
