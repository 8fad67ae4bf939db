namespace LseMlNet;

/// <summary>The result of a fit, and its saved form.</summary>
/// <param name="ClassCount">The number of classes of the rows.</param>
/// <param name="Thresholds">One threshold, or one for each class.</param>
/// <param name="RowsLeftOut">The number of rows that the fit left out.</param>
internal sealed record PredictionSetFit(int ClassCount, PredictionSetThreshold[] Thresholds, long RowsLeftOut)
{
    // *** Binary format ***
    // int32: number of classes
    // int32: number of thresholds
    // each threshold, as PredictionSetThreshold writes it
    // int64: rows left out
    public void Write(BinaryWriter writer)
    {
        writer.Write(ClassCount);
        writer.Write(Thresholds.Length);
        foreach (PredictionSetThreshold threshold in Thresholds)
        {
            threshold.Write(writer);
        }

        writer.Write(RowsLeftOut);
    }

    /// <exception cref="InvalidDataException">The data was not written by <see cref="Write"/>.</exception>
    public static PredictionSetFit Read(BinaryReader reader, bool isClassConditional)
    {
        int classCount = reader.ReadInt32(), count = reader.ReadInt32();
        if (classCount < 2 || count != (isClassConditional ? classCount : 1))
        {
            throw new InvalidDataException(
                $"it states {classCount} classes and {count} thresholds; expected two or more classes, and {(isClassConditional ? "as many thresholds" : "one threshold")}.");
        }

        // Use a list: an array of the stated size could take gigabytes if the count is damaged.
        var thresholds = new List<PredictionSetThreshold>();
        for (int i = 0; i < count; i++)
        {
            thresholds.Add(PredictionSetThreshold.Read(reader));
        }

        long rowsLeftOut = reader.ReadInt64();
        return rowsLeftOut < 0
            ? throw new InvalidDataException($"it states {rowsLeftOut} rows left out; expected no negative number.")
            : new PredictionSetFit(classCount, [.. thresholds], rowsLeftOut);
    }
}
