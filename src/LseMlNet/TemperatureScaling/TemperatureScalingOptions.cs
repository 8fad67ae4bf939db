namespace LseMlNet;

/// <summary>
/// Options of
/// <see cref="Microsoft.ML.TemperatureScalingCatalog.TemperatureScaling(Microsoft.ML.TransformsCatalog, TemperatureScalingOptions)"/>.
/// </summary>
public sealed class TemperatureScalingOptions
{
    /// <summary>The column to add. It replaces a column of the same name.</summary>
    public required string OutputColumnName { get; set; }

    /// <summary>The column of logits: a vector of Single or Double. Null means <see cref="OutputColumnName"/>.</summary>
    public string? InputColumnName { get; set; }

    /// <summary>
    /// The column of true classes, which only Fit reads: a key whose values are names or numbers of
    /// classes, or whose first key is the first class.
    /// </summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>
    /// The axis of the column's shape that holds the classes: 0 to rank − 1, or −1 to −rank counted from the end. The label is then a
    /// vector of keys or numbers with the shape of the other axes; positions with the missing key, or with a negative number or NaN, are
    /// left out. Null treats the whole vector as one row.
    /// </summary>
    public int? ClassAxis { get; set; }

    /// <summary>
    /// The lowest temperature allowed. Fit returns it when the best temperature is lower, for example when every row is classified
    /// correctly.
    /// Logits that are cosines need a temperature of about 0.01.
    /// </summary>
    public double MinimumTemperature { get; set; } = 1e-3;

    /// <summary>
    /// The highest temperature allowed. Fit returns it when the best temperature is higher, for example when the logits have nothing to do
    /// with the labels. Logits of networks that read raw pixels can need a temperature in the thousands.
    /// </summary>
    public double MaximumTemperature { get; set; } = 1e6;

    internal TemperatureScalingOptions Checked()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(OutputColumnName);
        if (InputColumnName is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(InputColumnName);
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(LabelColumnName);
        if (!(MinimumTemperature > 0 && MinimumTemperature < MaximumTemperature && double.IsFinite(MaximumTemperature)))
        {
            throw new ArgumentOutOfRangeException(nameof(MinimumTemperature),
                FormattableString.Invariant($"TemperatureScaling: the allowed temperatures are {MinimumTemperature} to {MaximumTemperature}; ") +
                "expected finite numbers greater than 0, the lower one first. " +
                $"Set {nameof(MinimumTemperature)} and {nameof(MaximumTemperature)}, or keep the defaults.");
        }
        return (TemperatureScalingOptions)MemberwiseClone();
    }
}
