using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Reads the columns of sets and labels of one data view. With a class axis, each position of a tensor is a row.</summary>
internal sealed class LabelledSets
{
    private readonly string _stage;
    private readonly IDataView _data;
    private readonly DataViewSchema.Column _sets;
    private readonly DataViewSchema.Column _label;
    private readonly ClassShape _shape;
    private readonly int _classCount;
    private readonly int[]? _classOfKey;

    public LabelledSets(string stage, IDataView data, DataViewSchema.Column sets, string labelColumnName, int? classAxis)
    {
        _stage = stage;
        _data = data;
        _sets = sets;
        _shape = ClassShape.Of(sets, classAxis, stage);
        _label = LabelInput.Find(data.Schema, labelColumnName, stage, _shape);
        _classCount = (int)((KeyDataViewType)((VectorDataViewType)sets.Type).ItemType).Count;
        _classOfKey = ClassOrder.Map(stage, _label, sets, _classCount);
    }

    /// <summary>The values of the sets' keys; the name of a class without a value is its number.</summary>
    public string[] ClassNames() => ClassOrder.NamesOf(_sets, _classCount);

    /// <exception cref="InvalidOperationException">A label is not a class of the sets.</exception>
    public PredictionSetSums Read() => RowPass.Sum(_data, [_sets, _label], () => new PredictionSetSums(_classCount), Bind);

    private Action Bind(DataViewRow row, PredictionSetSums sums)
    {
        ValueGetter<VBuffer<uint>> getSets = row.GetGetter<VBuffer<uint>>(row.Schema[_sets.Index]);
        Func<long[]> readLabels = LabelReader.Create(_stage, row, _label);
        ValueGetter<DataViewRowId> rowId = row.GetIdGetter();
        VBuffer<uint> buffer = default;
        uint[] scratch = [], keys = new uint[_shape.ClassCount];
        return () =>
        {
            getSets(ref buffer);
            long[] labels = readLabels();
            ReadOnlySpan<uint> all = RowKernel<uint>.Dense(in buffer, ref scratch);
            for (int position = 0; position < labels.Length; position++)
            {
                int label = ClassOf(labels[position], rowId);
                if (_shape.Axis is null)
                {
                    sums.Add(all, label);
                }
                else
                {
                    _shape.CopyRow(all, position, keys);
                    sums.Add(keys, label);
                }
            }
        };
    }

    private int ClassOf(long key, ValueGetter<DataViewRowId> rowId)
    {
        long label = ClassOrder.ClassOf(key, _classOfKey);
        return label < _classCount
            ? (int)label
            : throw new InvalidOperationException(
                $"{_stage}: in row {RowText.Of(rowId)}, the label in column '{_label.Name}' is class {label} (counted from 0), but the sets in column " +
                $"'{_sets.Name}' have {_classCount} classes; expected a class below that. Create the keys with MapValueToKey and a keyData in the " +
                "order of the logits.");
    }
}
