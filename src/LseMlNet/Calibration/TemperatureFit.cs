namespace LseMlNet;

/// <summary>What a fit has found, and its saved form.</summary>
internal sealed record TemperatureFit(double Temperature, double LossBefore, double LossAfter, long RowsUsed, long RowsLeftOut)
{
    // *** Binary format ***
    // double: temperature
    // double: mean loss before, after
    // int64: rows used, rows left out
    public void Write(BinaryWriter writer)
    {
        writer.Write(Temperature);
        writer.Write(LossBefore);
        writer.Write(LossAfter);
        writer.Write(RowsUsed);
        writer.Write(RowsLeftOut);
    }

    /// <exception cref="InvalidDataException">What is read was not written by <see cref="Write"/>.</exception>
    public static TemperatureFit Read(BinaryReader reader)
    {
        var fit = new TemperatureFit(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt64(), reader.ReadInt64());
        if (!(double.IsFinite(fit.Temperature) && fit.Temperature > 0))
        {
            throw new InvalidDataException($"its temperature is {fit.Temperature}; wanted a finite number greater than 0.");
        }

        if (!(fit.LossBefore >= 0 && fit.LossAfter >= 0 && fit.RowsUsed >= 2 && fit.RowsLeftOut >= 0))
        {
            throw new InvalidDataException($"it says that it was fitted on {fit.RowsUsed} rows without {fit.RowsLeftOut}, from a loss of {fit.LossBefore} to {fit.LossAfter}.");
        }

        return fit;
    }
}
