namespace LseMlNet;

/// <summary>Options of <see cref="Microsoft.ML.TemperatureScalingCatalog.TemperatureScaling(Microsoft.ML.TransformsCatalog, TemperatureScalingOptions)"/>.</summary>
public sealed class TemperatureScalingOptions
{
    /// <summary>The column to add; it replaces one of the same name.</summary>
    public required string OutputColumnName { get; set; }

    /// <summary>The column of logits: a vector of Single or Double. Null means <see cref="OutputColumnName"/>.</summary>
    public string? InputColumnName { get; set; }

    /// <summary>The column of true classes, read by Fit alone: a key, whose first value stands for the first logit.</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>
    /// The temperature that is taken where the best one is this or less, as when every row is classified rightly. Logits that are cosines
    /// need about 0.01.
    /// </summary>
    public double MinimumTemperature { get; set; } = 1e-3;

    /// <summary>
    /// The temperature that is taken where the best one is this or more, as when logits have nothing to do with the labels. Logits of
    /// networks that were given raw pixels can need thousands.
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
                $"TemperatureScaling: the temperatures allowed are {MinimumTemperature} to {MaximumTemperature}; wanted finite numbers greater than 0, the " +
                $"lower one first. Set {nameof(MinimumTemperature)} and {nameof(MaximumTemperature)}, or leave both as they are.");
        }
        return (TemperatureScalingOptions)MemberwiseClone();
    }
}
