using System.Globalization;

namespace LseMlNet;

/// <summary>A threshold of a <see cref="PredictionSetTransformer"/>, and the coverage that it promises.</summary>
public sealed class PredictionSetThreshold
{
    internal PredictionSetThreshold(double value, long rank, long rowsUsed)
    {
        Value = value;
        Rank = rank;
        RowsUsed = rowsUsed;
    }

    /// <summary>
    /// The highest score of a class in a set, in the unit of the <see cref="PredictionSetScore"/>; +∞, which includes
    /// all classes, if there were too few rows.
    /// </summary>
    public double Value { get; }

    /// <summary>
    /// The rank of the threshold among the rows' scores, counted from 1 for the lowest: ⌈(<see cref="RowsUsed"/> + 1) · coverage⌉.
    /// </summary>
    public long Rank { get; }

    /// <summary>The number of rows that the threshold comes from.</summary>
    public long RowsUsed { get; }

    /// <summary>
    /// The minimum probability with which the set of a new row contains its class: <see cref="Rank"/> divided by <see cref="RowsUsed"/> +
    /// 1. If no two rows have the same score, it is the exact probability.
    /// </summary>
    public double PromisedCoverage => Rank / (RowsUsed + 1.0);

    internal bool HasEnoughRows => Rank <= RowsUsed;

    /// <summary>Finds the threshold for the scores of the true classes of exchangeable rows. Sorts the scores.</summary>
    internal static PredictionSetThreshold Of(List<double> scores, double coverage)
    {
        scores.Sort();
        long rank = RankOf(coverage, scores.Count);
        return new(rank <= scores.Count ? scores[(int)rank - 1] : double.PositiveInfinity, rank, scores.Count);
    }

    /// <summary>⌈(rows + 1) · coverage⌉, computed without rounding.</summary>
    internal static long RankOf(double coverage, int rows) => Math.Max(1, (long)decimal.Ceiling((rows + 1L) * AsWritten(coverage)));

    /// <summary>The minimum number of rows for sets that do not contain all classes.</summary>
    internal static decimal RowsNeeded(double coverage)
    {
        decimal exact = AsWritten(coverage);
        return decimal.Ceiling(exact / (1 - exact));
    }

    // The decimal number that a person writes for a double, such as 0.7; the double itself is slightly larger or smaller. The product with
    // an int has at most 27 digits, which fit into a decimal.
    private static decimal AsWritten(double coverage) =>
        decimal.Parse(coverage.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);

    // *** Binary format ***
    // double: threshold
    // int64, int64: rank and rows used
    internal void Write(BinaryWriter writer)
    {
        writer.Write(Value);
        writer.Write(Rank);
        writer.Write(RowsUsed);
    }

    /// <exception cref="InvalidDataException">The data was not written by <see cref="Write"/>.</exception>
    internal static PredictionSetThreshold Read(BinaryReader reader)
    {
        var threshold = new PredictionSetThreshold(reader.ReadDouble(), reader.ReadInt64(), reader.ReadInt64());
        if (double.IsNaN(threshold.Value) || threshold.Rank < 1 || threshold.RowsUsed < 0 || threshold.Rank - 1 > threshold.RowsUsed)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"a threshold is {threshold.Value}, the score of rank {threshold.Rank} of {threshold.RowsUsed} rows; ") +
                "expected a number, and a rank from 1 to one more than the rows.");
        }

        return threshold;
    }
}
