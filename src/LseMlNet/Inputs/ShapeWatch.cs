using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// Warns about tensors whose values would all become the classes of one softmax because no class axis
/// is set. [1, K] and [K, 1] are unambiguous.
/// </summary>
internal static class ShapeWatch
{
    /// <param name="column">The column of logits.</param>
    /// <param name="classAxis">The user's choice.</param>
    /// <param name="stage">The name of the stage.</param>
    /// <param name="options">The name of the options that have the setting.</param>
    /// <param name="warnings">The warnings of the transformer.</param>
    public static void Check(DataViewSchema.Column column, int? classAxis, string stage, string options, WarnOnce warnings)
    {
        if (classAxis is null && column.Type is VectorDataViewType { IsKnownSize: true } type
            && type.Dimensions.Count(size => size > 1) > 1)
        {
            warnings.Write($"shape of {column.Name}", string.Create(
                CultureInfo.InvariantCulture,
                $"{stage}: all {type.Size:N0} values of column '{column.Name}', {column.Type}, are taken as the classes of one row. " +
                $"If one of its dimensions holds the classes, set ClassAxis in {options} to that dimension, counted from 0."));
        }
    }
}
