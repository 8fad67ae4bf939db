using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// Reads the columns of logits, labels and optional weights of one data view row by row, whatever their types. With a class axis, each
/// position of a tensor is a row.
/// </summary>
internal sealed class LabelledLogits(
    string stage,
    IDataView data,
    DataViewSchema.Column logitsColumn,
    ClassShape shape,
    string labelColumnName,
    string? weightColumnName = null,
    string? idColumnName = null)
{
    private readonly DataViewSchema.Column _label = LabelInput.Find(data.Schema, labelColumnName, stage, shape);

    // The class of each key; null if the keys are in the order of the classes.
    private readonly int[]? _classOfKey = ClassOrder.Map(
        stage, LabelInput.Find(data.Schema, labelColumnName, stage, shape), logitsColumn, shape.ClassCount);

    private readonly DataViewSchema.Column? _weight =
        weightColumnName is null ? null : WeightInput.Find(data.Schema, weightColumnName, stage);

    private readonly DataViewSchema.Column? _id = idColumnName is null ? null : RowIdInput.Find(data.Schema, idColumnName, stage);

    /// <summary>Adds every row to the accumulator of its cursor, and returns the sum of the accumulators.</summary>
    /// <exception cref="InvalidOperationException">A label is not a class of its row, or a weight is negative or not finite.</exception>
    public TAccumulator Read<TAccumulator>(Func<TAccumulator> create)
        where TAccumulator : class, IRowAccumulator<TAccumulator>
    {
        IEnumerable<DataViewSchema.Column> columns = ((DataViewSchema.Column?[])[logitsColumn, _label, _weight, _id]).OfType<DataViewSchema.Column>();
        return RowPass.Sum(data, columns, create, (cursor, sums) => ((VectorDataViewType)logitsColumn.Type).ItemType == NumberDataViewType.Single
            ? Bind<float>(cursor, sums.Add)
            : Bind<double>(cursor, sums.Add));
    }

    // This is a delegate, because the runtime would look up a generic interface method for each row.
    private Action Bind<T>(DataViewRow row, RowAction<T> add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ValueGetter<VBuffer<T>> getLogits = row.GetGetter<VBuffer<T>>(row.Schema[logitsColumn.Index]);
        Func<long[]> readLabels = LabelReader.Create(stage, row, _label);
        ValueGetter<float>? getWeight = _weight is { } column ? row.GetGetter<float>(row.Schema[column.Index]) : null;
        ValueGetter<DataViewRowId> rowId = row.GetIdGetter();
        ValueGetter<DataViewRowId> sampleId = _id is { } idColumn ? RowIdInput.Create(row, idColumn) : rowId;
        var length = new RowLength(stage, logitsColumn, row);
        PositionTile<T>? tile = shape.Axis is null ? null : new PositionTile<T>(shape);
        VBuffer<T> logits = default;
        T[] scratch = [];
        float weight = 1;
        return () =>
        {
            getLogits(ref logits);
            length.Check(logits.Length);
            getWeight?.Invoke(ref weight);
            if (!(weight >= 0 && float.IsFinite(weight)))
            {
                throw WrongWeight(rowId, weight);
            }

            long[] labels = readLabels();
            ReadOnlySpan<T> values = RowKernel<T>.Dense(in logits, ref scratch);
            for (int position = 0; position < labels.Length; position++)
            {
                ReadOnlySpan<T> classes = tile is null ? values : tile.Read(values, position);
                int label = CheckedClass(rowId, position, labels[position], classes.Length);
                add(new StreamedRow<T>(classes, label, weight, sampleId));
            }
        };
    }

    private int CheckedClass(ValueGetter<DataViewRowId> rowId, int position, long key, int classCount)
    {
        // A key without a value is not a class.
        long label = ClassOrder.ClassOf(key, _classOfKey);
        return label < classCount || classCount == 0 ? (int)label : throw LabelOutOfRange(rowId, position, label, classCount);
    }

    private InvalidOperationException LabelOutOfRange(ValueGetter<DataViewRowId> rowId, int position, long label, int classes)
    {
        string where = shape.Axis is null ? "" : $" at position {shape.PositionText(position)},";
        string fix = shape.Axis is null
            ? "Create the keys with MapValueToKey and a keyData in the order of the logits."
            : "Use the missing key, a negative number or NaN for positions that are to be left out.";
        return new(
            $"{stage}: in row {RowText.Of(rowId)},{where} the label in column '{_label.Name}' is class {label} (counted from 0), " +
            $"but column '{logitsColumn.Name}' has {classes} {(shape.Axis is null ? "logits" : "classes")}; expected a class below that. {fix}");
    }

    private InvalidOperationException WrongWeight(ValueGetter<DataViewRowId> rowId, float weight) => new(
        $"{stage}: in row {RowText.Of(rowId)}, the weight in column '{_weight!.Value.Name}' is {weight}; " +
        "expected a finite number that is not negative. " +
        "Fix the weights, or filter out such rows with FilterRowsByMissingValues or FilterRowsByColumn.");

    private delegate void RowAction<T>(in StreamedRow<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
