using LseMlNet;
using LseMlNet.Interop;

namespace Microsoft.ML;

/// <summary>Adds TemperatureScaling to <see cref="MLContext.Transforms"/>.</summary>
public static class TemperatureScalingCatalog
{
    /// <summary>Calibrates logits: divides them by the temperature under which the labels of held-out data are most likely.</summary>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="outputColumnName">The column of calibrated logits to add; it replaces one of the same name. Let Softmax follow.</param>
    /// <param name="inputColumnName">The column of logits: a vector of Single or Double. Null means <paramref name="outputColumnName"/>.</param>
    /// <param name="labelColumnName">The column of true classes, read by Fit alone: a key, whose first value stands for the first logit.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or a name is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="outputColumnName"/> or <paramref name="labelColumnName"/> is empty.</exception>
    public static TemperatureScalingEstimator TemperatureScaling(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, string labelColumnName = "Label") =>
        TemperatureScaling(catalog, new TemperatureScalingOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            LabelColumnName = labelColumnName,
        });

    /// <inheritdoc cref="TemperatureScaling(TransformsCatalog, string, string, string)"/>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="options">The columns, and the temperatures allowed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="options"/> or a name is null.</exception>
    /// <exception cref="ArgumentException">The name of the output or label column is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The temperatures allowed are not finite, not greater than 0, or in the wrong order.</exception>
    public static TemperatureScalingEstimator TemperatureScaling(this TransformsCatalog catalog, TemperatureScalingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.Environment(), options.Checked());
    }
}
