using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>A row of a pass over labelled logits, or a position of a tensor. It is valid until the cursor moves.</summary>
/// <param name="logits">The logits, dense.</param>
/// <param name="label">The class, counted from 0; <see cref="LabelInput.Missing"/> if there is none.</param>
/// <param name="weight">The weight of the row: finite and not negative.</param>
/// <param name="id">Gets the id of the row.</param>
internal readonly ref struct StreamedRow<T>(ReadOnlySpan<T> logits, int label, float weight, ValueGetter<DataViewRowId> id)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public ReadOnlySpan<T> Logits { get; } = logits;

    public int Label { get; } = label;

    public float Weight { get; } = weight;

    public ValueGetter<DataViewRowId> Id { get; } = id;

    /// <summary>Copies the logits in double precision.</summary>
    public void WidenTo(Span<double> destination)
    {
        for (int i = 0; i < Logits.Length; i++)
        {
            destination[i] = double.CreateTruncating(Logits[i]);
        }
    }
}
