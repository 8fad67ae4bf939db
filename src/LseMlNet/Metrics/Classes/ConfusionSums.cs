using System.Runtime.InteropServices;

namespace LseMlNet;

/// <summary>
/// The rows of each pair of actual and predicted class. If there are many classes, most pairs never
/// occur, so only the pairs that occur are kept.
/// </summary>
internal sealed class ConfusionSums(int classes)
{
    private readonly Dictionary<long, CellSums> _cells = [];

    public void Add(int actual, int predicted, double weight) => At((long)actual * classes + predicted).Add(weight);

    public void Add(ConfusionSums other)
    {
        foreach ((long key, CellSums cell) in other._cells)
        {
            At(key).Add(in cell);
        }
    }

    public ConfusionMatrix ToMatrix(IReadOnlyList<string> classNames) => new(
        classNames,
        Array.ConvertAll(SortedKeys(), key =>
        {
            CellSums cell = _cells[key];
            return new ConfusionCell((int)(key / classes), (int)(key % classes), cell.Rows, cell.Weight.Value);
        }));

    /// <summary>The exact totals of each class.</summary>
    public ClassTotals[] ToTotals()
    {
        var totals = new ClassTotals[classes];
        foreach ((long key, CellSums cell) in _cells)
        {
            int actual = (int)(key / classes), predicted = (int)(key % classes);
            totals[actual].Rows += cell.Rows;
            totals[actual].Actual.Add(in cell.Weight);
            totals[predicted].Predicted.Add(in cell.Weight);
            if (actual == predicted)
            {
                totals[actual].Correct = cell.Weight;
            }
        }

        return totals;
    }

    // *** Binary format ***
    // int64: number of cells
    // cells by actual, then predicted class: int64 (actual · classes + predicted), int64 (number of rows), sum of weights
    public void Write(BinaryWriter writer)
    {
        writer.Write((long)_cells.Count);
        foreach (long key in SortedKeys())
        {
            writer.Write(key);
            writer.Write(_cells[key].Rows);
            _cells[key].Weight.Write(writer);
        }
    }

    /// <exception cref="InvalidDataException">The data was not written by <see cref="Write"/> with as many classes.</exception>
    public static ConfusionSums Read(SumsReader reader, int classes)
    {
        var sums = new ConfusionSums(classes);
        long count = reader.ReadCount(bytesPerItem: 17), previous = -1;
        for (long i = 0; i < count; i++)
        {
            long key = reader.ReadInt64();
            if (key <= previous || key >= (long)classes * classes)
            {
                throw new InvalidDataException(
                    $"cell {key} of the confusion matrix follows cell {previous}; expected ascending cells below {classes}².");
            }

            CellSums cell = new() { Rows = reader.ReadRowCount(), Weight = WeightSum.Read(reader) };
            sums._cells.Add(key, cell);
            previous = key;
        }

        return sums;
    }

    private ref CellSums At(long key) => ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, key, out _);

    private long[] SortedKeys()
    {
        long[] keys = [.. _cells.Keys];
        Array.Sort(keys);
        return keys;
    }

    private struct CellSums
    {
        public long Rows;
        public WeightSum Weight;

        public void Add(double weight)
        {
            Rows++;
            Weight.Add(weight);
        }

        public void Add(in CellSums other)
        {
            Rows += other.Rows;
            Weight.Add(in other.Weight);
        }
    }
}
