using System.Numerics;

namespace LseMlNet;

/// <summary>The rows that a Fit has read, and those that it leaves out.</summary>
internal sealed class HeldOutCounts
{
    public long RowsRead { get; private set; }

    public long InvalidRows { get; private set; }

    public long MissingLabels { get; private set; }

    /// <summary>Rows that look like probabilities.</summary>
    public long ProbabilityRows { get; private set; }

    public long RowsLeftOut => InvalidRows + MissingLabels;

    /// <summary>Counts a row.</summary>
    /// <returns>Whether Fit uses it.</returns>
    public bool Add<T>(in StreamedRow<T> row, bool hasSoftmax)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RowsRead++;
        if (LseMlNet.ProbabilityRows.Look(row.Logits))
        {
            ProbabilityRows++;
        }

        if (!hasSoftmax)
        {
            InvalidRows++;
        }
        else if (row.Label == LabelInput.Missing)
        {
            MissingLabels++;
        }

        return hasSoftmax && row.Label != LabelInput.Missing;
    }

    public void Add(HeldOutCounts other)
    {
        RowsRead += other.RowsRead;
        InvalidRows += other.InvalidRows;
        MissingLabels += other.MissingLabels;
        ProbabilityRows += other.ProbabilityRows;
    }
}
