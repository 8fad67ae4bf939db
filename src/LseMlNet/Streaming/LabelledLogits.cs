using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// Reads the columns of logits, labels and optional weights of one data view row by row, whatever their types.
/// </summary>
internal sealed class LabelledLogits(
    string stage, IDataView data, DataViewSchema.Column logitsColumn, string labelColumnName, string? weightColumnName = null)
{
    private readonly DataViewSchema.Column _label = LabelInput.Find(data.Schema, labelColumnName, stage);

    // The class of each key; null if the keys are in the order of the classes.
    private readonly int[]? _classOfKey = ClassOrder.Map(
        stage, LabelInput.Find(data.Schema, labelColumnName, stage), logitsColumn, ((VectorDataViewType)logitsColumn.Type).Size);

    private readonly DataViewSchema.Column? _weight =
        weightColumnName is null ? null : WeightInput.Find(data.Schema, weightColumnName, stage);

    /// <summary>Adds every row to the accumulator of its cursor, and returns the sum of the accumulators.</summary>
    /// <exception cref="InvalidOperationException">A label is not a class of its row, or a weight is negative or not finite.</exception>
    public TAccumulator Read<TAccumulator>(Func<TAccumulator> create)
        where TAccumulator : class, IRowAccumulator<TAccumulator>
    {
        var sum = create();
        var parts = new List<TAccumulator>();
        DataViewSchema.Column[] columns = _weight is { } weight ? [logitsColumn, _label, weight] : [logitsColumn, _label];
        RowPass.Run(data, columns, cursor =>
        {
            TAccumulator part = create();
            lock (parts)
            {
                parts.Add(part);
            }

            return ((VectorDataViewType)logitsColumn.Type).ItemType == NumberDataViewType.Single
                ? Bind<float>(cursor, part.Add)
                : Bind<double>(cursor, part.Add);
        });
        parts.ForEach(sum.Add);
        return sum;
    }

    private Action Bind<T>(DataViewRow row, RowAction add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ValueGetter<VBuffer<T>> getLogits = row.GetGetter<VBuffer<T>>(row.Schema[logitsColumn.Index]);
        Func<long> readLabel = LabelInput.Reader(row, _label);
        ValueGetter<float> getWeight = _weight is { } column
            ? row.GetGetter<float>(row.Schema[column.Index])
            : (ref float value) => value = 1;
        ValueGetter<DataViewRowId> rowId = row.GetIdGetter();
        var length = new RowLength(stage, logitsColumn, row);
        VBuffer<T> logits = default;
        float weight = 1;
        double[] dense = [];
        return () =>
        {
            getLogits(ref logits);
            length.Check(logits.Length);
            getWeight(ref weight);
            long label = ClassOf(readLabel());
            if (label >= logits.Length && logits.Length > 0)
            {
                throw LabelOutOfRange(rowId, label, logits.Length);
            }

            if (!(weight >= 0 && float.IsFinite(weight)))
            {
                throw WrongWeight(rowId, weight);
            }

            if (dense.Length != logits.Length)
            {
                dense = new double[logits.Length];
            }

            Widen(in logits, dense);
            add(dense, (int)label, weight);
        };
    }

    // A key without a value is no class, and the check of the label refuses it.
    private long ClassOf(long key) => key < 0 || _classOfKey is null ? key : key < _classOfKey.Length ? _classOfKey[key] : int.MaxValue;

    private static void Widen<T>(in VBuffer<T> logits, Span<double> dense)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> values = logits.GetValues();
        if (logits.IsDense)
        {
            for (int i = 0; i < dense.Length; i++)
            {
                dense[i] = double.CreateTruncating(values[i]);
            }

            return;
        }

        dense.Clear();
        ReadOnlySpan<int> indices = logits.GetIndices();
        for (int i = 0; i < indices.Length; i++)
        {
            dense[indices[i]] = double.CreateTruncating(values[i]);
        }
    }

    private InvalidOperationException LabelOutOfRange(ValueGetter<DataViewRowId> rowId, long label, int classes) => new(
        $"{stage}: in row {RowText.Of(rowId)}, the label in column '{_label.Name}' is class {label} (counted from 0), " +
        $"but column '{logitsColumn.Name}' has {classes} logits; expected a class below that. Create the keys with MapValueToKey and a keyData in the order of the logits.");

    private InvalidOperationException WrongWeight(ValueGetter<DataViewRowId> rowId, float weight) => new(
        $"{stage}: in row {RowText.Of(rowId)}, the weight in column '{_weight!.Value.Name}' is {weight}; " +
        "expected a finite number that is not negative. " +
        "Fix the weights, or filter out such rows with FilterRowsByMissingValues or FilterRowsByColumn.");

    private delegate void RowAction(ReadOnlySpan<double> logits, int label, double weight);
}
