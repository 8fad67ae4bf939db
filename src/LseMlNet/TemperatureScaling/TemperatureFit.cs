namespace LseMlNet;

/// <summary>The result of a fit, and its saved form.</summary>
internal sealed record TemperatureFit(double Temperature, double LossBefore, double LossAfter, long RowsUsed, long RowsLeftOut)
{
    // *** Binary format ***
    // double: temperature
    // double, double: mean loss before and after
    // int64, int64: rows used and rows left out
    public void Write(BinaryWriter writer)
    {
        writer.Write(Temperature);
        writer.Write(LossBefore);
        writer.Write(LossAfter);
        writer.Write(RowsUsed);
        writer.Write(RowsLeftOut);
    }

    /// <exception cref="InvalidDataException">The data was not written by <see cref="Write"/>.</exception>
    public static TemperatureFit Read(BinaryReader reader)
    {
        var fit = new TemperatureFit(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt64(), reader.ReadInt64());
        if (!(double.IsFinite(fit.Temperature) && fit.Temperature > 0))
        {
            throw new InvalidDataException(FormattableString.Invariant($"its temperature is {fit.Temperature}; expected a finite number greater than 0."));
        }

        if (!(fit.LossBefore >= 0 && fit.LossAfter >= 0 && fit.RowsUsed >= 2 && fit.RowsLeftOut >= 0))
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"it states {fit.RowsUsed} rows used, {fit.RowsLeftOut} rows left out, and losses of {fit.LossBefore} and {fit.LossAfter}; ") +
                "expected at least 2 rows used and no negative number.");
        }

        return fit;
    }
}
