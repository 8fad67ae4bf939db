namespace LseMlNet;

/// <summary>The result of a fit, and its saved form.</summary>
/// <param name="Threshold">The minimum log-odds of an accepted row; NaN if there is no threshold.</param>
/// <param name="RowsUsed">The number of rows used.</param>
/// <param name="RowsAccepted">The number of these rows that the threshold accepts.</param>
/// <param name="ErrorsAccepted">The number of wrong labels among the accepted rows.</param>
/// <param name="ErrorRateBound">
/// The upper bound of the error rate of accepted rows; if there is no threshold, the lowest bound of all shares of rows.
/// </param>
/// <param name="RowsLeftOut">The number of rows left out.</param>
internal sealed record RejectAboveFit(
    double Threshold, long RowsUsed, long RowsAccepted, long ErrorsAccepted, double ErrorRateBound, long RowsLeftOut)
{
    // *** Binary format ***
    // double: threshold
    // int64, int64, int64: rows used, rows accepted, errors among them
    // double: bound
    // int64: rows left out
    public void Write(BinaryWriter writer)
    {
        writer.Write(Threshold);
        writer.Write(RowsUsed);
        writer.Write(RowsAccepted);
        writer.Write(ErrorsAccepted);
        writer.Write(ErrorRateBound);
        writer.Write(RowsLeftOut);
    }

    /// <exception cref="InvalidDataException">The data was not written by <see cref="Write"/>.</exception>
    public static RejectAboveFit Read(BinaryReader reader)
    {
        var fit = new RejectAboveFit(
            reader.ReadDouble(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadDouble(), reader.ReadInt64());
        if (!(fit.ErrorsAccepted >= 0 && fit.ErrorsAccepted <= fit.RowsAccepted && fit.RowsAccepted <= fit.RowsUsed && fit.RowsLeftOut >= 0
            && fit.ErrorRateBound is >= 0 and <= 1 && double.IsNaN(fit.Threshold) == (fit.RowsAccepted == 0)))
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"it states a threshold of {fit.Threshold} and a bound of {fit.ErrorRateBound}, with {fit.ErrorsAccepted} errors in {fit.RowsAccepted} ") +
                FormattableString.Invariant($"accepted of {fit.RowsUsed} rows, {fit.RowsLeftOut} left out; ") +
                "expected no more errors than accepted rows, no more of those than rows, and a bound from 0 to 1.");
        }

        return fit;
    }
}
