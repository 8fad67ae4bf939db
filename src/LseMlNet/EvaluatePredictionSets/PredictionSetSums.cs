namespace LseMlNet;

/// <summary>The basis of all metrics of sets: counts, which are the same in any order of the rows.</summary>
internal sealed class PredictionSetSums(int classCount) : IAccumulator<PredictionSetSums>
{
    public long RowCount { get; private set; }

    public long MissingLabelCount { get; private set; }

    /// <summary>The number of sets of each size.</summary>
    public long[] Sizes { get; } = new long[classCount + 1];

    /// <summary>The number of sets with one class that is the true class.</summary>
    public long CorrectSingletons { get; private set; }

    /// <summary>The number of rows of each class.</summary>
    public long[] Rows { get; } = new long[classCount];

    /// <summary>The number of rows of each class whose set contains it.</summary>
    public long[] Covered { get; } = new long[classCount];

    /// <summary>The total size of the sets of each class.</summary>
    public long[] SizeTotals { get; } = new long[classCount];

    /// <param name="keys">The set. Keys count from 1, and 0, the missing key, is not part of it.</param>
    /// <param name="label">The class, counted from 0; <see cref="LabelInput.Missing"/> if there is none.</param>
    public void Add(ReadOnlySpan<uint> keys, int label)
    {
        RowCount++;
        if (label == LabelInput.Missing)
        {
            MissingLabelCount++;
            return;
        }

        int size = keys.Length - keys.Count(0u);
        bool isCovered = keys.Contains((uint)label + 1);
        Rows[label]++;
        SizeTotals[label] += size;
        Sizes[size]++;
        if (isCovered)
        {
            Covered[label]++;
            CorrectSingletons += size == 1 ? 1 : 0;
        }
    }

    public void Add(PredictionSetSums other)
    {
        RowCount += other.RowCount;
        MissingLabelCount += other.MissingLabelCount;
        CorrectSingletons += other.CorrectSingletons;
        Add(Sizes, other.Sizes);
        Add(Rows, other.Rows);
        Add(Covered, other.Covered);
        Add(SizeTotals, other.SizeTotals);
    }

    private static void Add(long[] counts, long[] more)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] += more[i];
        }
    }
}
