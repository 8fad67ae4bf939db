using System.Globalization;
using System.Text;

namespace LseMlNet;

/// <summary>
/// The sums from which the metrics of a part of the data are computed, as returned by
/// <see cref="Microsoft.ML.SumLogitsCatalog.SumLogits(Microsoft.ML.MulticlassClassificationCatalog, Microsoft.ML.IDataView, LogitsMetricsOptions, string)"/>.
/// Sums of parts add up to the sums of all rows: however the rows are split, and in whatever order the parts are added, the metrics
/// equal those of one pass to the last bit.
/// </summary>
/// <remarks>
/// Parts can come from other processes and machines through <see cref="Save"/> and <see cref="Load"/>. Processors with different vector
/// widths can differ in the last bits of a row's softmax, and so in the last bits of the metrics. One instance must not be used by several
/// threads at a time.
/// </remarks>
public sealed class LogitsMetricsSums
{
    private const int NamedParts = 3;

    private readonly MetricsDefinition _definition;
    private readonly LogitsSums _sums;
    private readonly SortedSet<string> _parts;

    internal LogitsMetricsSums(MetricsDefinition definition, LogitsSums sums, IEnumerable<string> parts)
    {
        _definition = definition;
        _sums = sums;
        _parts = new(parts, StringComparer.Ordinal);
    }

    /// <summary>The ids of the parts that were added up, in ordinal order.</summary>
    public IReadOnlyCollection<string> PartIds => _parts;

    /// <summary>The number of rows that were read.</summary>
    public long RowCount => _sums.RowCount;

    /// <summary>Adds the sums of other parts to these. The other sums do not change.</summary>
    /// <param name="other">Sums of other rows, computed with the same options and for the same classes.</param>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    /// <exception cref="ArgumentException">A part is in both sums, or their options or class names differ. Nothing is added.</exception>
    /// <example>
    /// <code>
    /// var options = new LogitsMetricsOptions();
    /// LogitsMetricsSums all = ml.MulticlassClassification.SumLogits(ml.Data.TakeRows(data, 1000), options, partId: "1/2");
    /// all.Add(ml.MulticlassClassification.SumLogits(ml.Data.SkipRows(data, 1000), options, partId: "2/2"));
    /// Console.WriteLine(all.ToMetrics());
    /// </code>
    /// </example>
    public void Add(LogitsMetricsSums other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_definition.DifferenceFrom(other._definition) is { } difference)
        {
            string found = string.Format(CultureInfo.InvariantCulture, difference, Name(_parts), Name(other._parts));
            throw new ArgumentException(
                $"{nameof(LogitsMetricsSums)}: {found}; expected parts with the same options and classes. Sum the rows of one of them again.",
                nameof(other));
        }

        string[] shared = [.. other._parts.Where(_parts.Contains)];
        if (shared.Length > 0)
        {
            throw new ArgumentException(
                $"{nameof(LogitsMetricsSums)}: {Name(shared)} {(shared.Length == 1 ? "is" : "are")} in both sums; " +
                "expected parts of different rows. Add each part once. " +
                "Parts without an id are named by their content: if their rows only look the same, pass partId to SumLogits.",
                nameof(other));
        }

        _sums.Add(other._sums);
        _parts.UnionWith(other._parts);
    }

    /// <summary>Computes the metrics of all rows that were added up.</summary>
    public LogitsMetrics ToMetrics() => new(_sums, _definition);

    /// <summary>
    /// Writes the sums with a version and a checksum. The same parts with the same ids give the same bytes, in whatever order they were
    /// added.
    /// </summary>
    /// <param name="stream">The stream to write to. It stays open.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SumsFile.Write(stream, Write);
    }

    /// <summary>Reads sums that <see cref="Save"/> wrote. The stream stays open, positioned after the last byte that was read.</summary>
    /// <param name="stream">The stream to read from. It need not be trusted: what it states is checked before memory is allocated.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="InvalidDataException">
    /// The stream contains something else or a newer version, or it is damaged or truncated.
    /// </exception>
    public static LogitsMetricsSums Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return SumsFile.Read(stream, Read);
    }

    /// <summary>The id of a part that has none of its own: equal sums have equal ids.</summary>
    internal static string IdOf(MetricsDefinition definition, LogitsSums sums) => SumsFile.Digest(writer =>
    {
        definition.Write(writer);
        sums.Write(writer);
    });

    // *** Binary format ***
    // definition
    // int64: number of parts
    // string: the id of each part, in ordinal order
    // sums
    private void Write(BinaryWriter writer)
    {
        _definition.Write(writer);
        writer.Write((long)_parts.Count);
        foreach (string part in _parts)
        {
            writer.Write(part);
        }

        _sums.Write(writer);
    }

    private static LogitsMetricsSums Read(SumsReader reader)
    {
        MetricsDefinition definition = MetricsDefinition.Read(reader);
        var parts = new List<string>();
        for (long left = reader.ReadCount(bytesPerItem: 1); left > 0; left--)
        {
            parts.Add(reader.ReadString());
        }

        return new LogitsMetricsSums(definition, LogitsSums.Read(reader, definition.ClassNames.Length, definition.Options), parts);
    }

    private static string Name(IReadOnlyCollection<string> parts)
    {
        var text = new StringBuilder(parts.Count == 1 ? "part " : "parts ");
        text.AppendJoin(", ", parts.Take(NamedParts).Select(part => $"'{part}'"));
        if (parts.Count > NamedParts)
        {
            text.Append(CultureInfo.InvariantCulture, $", … ({parts.Count} in all)");
        }

        return text.ToString();
    }
}
