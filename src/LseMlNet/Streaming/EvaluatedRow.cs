using System.Numerics;
using System.Runtime.InteropServices;
using LseMlNet.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// A row, or a position of a tensor, that has a softmax, a label and a positive weight. Each metric receives such
/// rows. It is valid until the cursor moves.
/// </summary>
/// <remarks>
/// A new metric is an accumulator in a file of its own: <c>Add(in EvaluatedRow)</c> adds what it needs of a row to exact sums or counts,
/// <c>Add(other)</c> adds the sums of another cursor, and <see cref="LogitsSums"/> calls both. The properties cost almost nothing, because
/// one pass over the row computes all of them; the methods read the row again.
/// </remarks>
internal readonly ref struct EvaluatedRow
{
    private readonly ref readonly LabelledRow _values;
    private readonly ReadOnlySpan<float> _singles;
    private readonly ReadOnlySpan<double> _doubles;
    private readonly ValueGetter<DataViewRowId> _id;

    private EvaluatedRow(
        ref readonly LabelledRow values, ReadOnlySpan<float> singles, ReadOnlySpan<double> doubles, int label, double weight,
        ValueGetter<DataViewRowId> id)
    {
        _values = ref values;
        _singles = singles;
        _doubles = doubles;
        _id = id;
        Label = label;
        Weight = weight;
    }

    /// <summary>The class of the row, counted from 0.</summary>
    public int Label { get; }

    /// <summary>The weight, a float that is finite and greater than 0.</summary>
    public double Weight { get; }

    /// <summary>The number of classes that rank before the label: by logit, then by index.</summary>
    public int Rank => _values.Rank;

    public bool IsCorrect => _values.Rank == 0;

    /// <summary>The largest probability.</summary>
    public double Confidence => _values.Confidence;

    /// <summary>log((1 − q) / q) for the largest probability q. It distinguishes rows whose confidences round to 1.</summary>
    public double LogOddsAgainst => _values.LogOddsAgainst;

    /// <summary>−log p(label): ∞ if the label is excluded by −∞.</summary>
    public double Loss => _values.Loss;

    public double BrierScore => _values.BrierScore;

    /// <summary>The entropy in nats.</summary>
    public double Entropy => _values.Entropy;

    public static EvaluatedRow Create<T>(in StreamedRow<T> row, ref readonly LabelledRow values)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? new(in values, MemoryMarshal.Cast<T, float>(row.Logits), default, row.Label, row.Weight, row.Id)
            : new(in values, default, MemoryMarshal.Cast<T, double>(row.Logits), row.Label, row.Weight, row.Id);

    /// <summary>Returns the id of the row, which all positions of a tensor share.</summary>
    public DataViewRowId GetId()
    {
        DataViewRowId id = default;
        _id(ref id);
        return id;
    }

    /// <summary>Returns the first of the classes with the largest logit.</summary>
    public int FindPredicted() =>
        IsCorrect ? Label : _doubles.IsEmpty ? _values.FindLargest(_singles) : _values.FindLargest(_doubles);

    /// <summary>Copies the logits.</summary>
    /// <param name="destination">The destination, with an element for each class.</param>
    public void GetLogits(Span<double> destination)
    {
        _doubles.CopyTo(destination);
        for (int i = 0; i < _singles.Length; i++)
        {
            destination[i] = _singles[i];
        }
    }

    /// <summary>Computes the probabilities.</summary>
    /// <inheritdoc cref="GetLogits"/>
    public void GetProbabilities(Span<double> destination)
    {
        GetLogits(destination);
        Numerics.Logits.Softmax(destination, destination);
    }

    /// <summary>Computes the log-probabilities.</summary>
    /// <inheritdoc cref="GetLogits"/>
    public void GetLogProbabilities(Span<double> destination)
    {
        GetLogits(destination);
        Numerics.Logits.LogSoftmax(destination, destination);
    }
}
