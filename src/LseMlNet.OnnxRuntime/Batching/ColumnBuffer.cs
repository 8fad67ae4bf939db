using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.OnnxRuntime;

/// <summary>The values of a column for the rows of a batch, copied before the source moves on.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>Whether values of a type can be used after the cursor has left their row. Pictures, for example, cannot.</summary>
    public static bool CanHold(DataViewType type) => type is PrimitiveDataViewType or VectorDataViewType;

    public static ColumnBuffer Create(DataViewRow source, DataViewSchema.Column column, int capacity)
    {
        Type buffer = column.Type is VectorDataViewType vector
            ? typeof(VectorBuffer<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(ScalarBuffer<>).MakeGenericType(column.Type.RawType);
        return (ColumnBuffer)Activator.CreateInstance(buffer, source, column, capacity)!;
    }

    /// <summary>Copies the value of the row that the source is at.</summary>
    public abstract void Read(int slot);

    /// <summary>Creates a <see cref="ValueGetter{TValue}"/> of the column.</summary>
    /// <param name="slot">Returns the slot of the current row; negative if the source is at that row.</param>
    public abstract Delegate CreateGetter(Func<int> slot);
}

/// <inheritdoc/>
internal sealed class ScalarBuffer<T>(DataViewRow source, DataViewSchema.Column column, int capacity) : ColumnBuffer
{
    private readonly ValueGetter<T> _get = source.GetGetter<T>(column);
    private readonly T[] _values = new T[capacity];

    public override void Read(int slot) => _get(ref _values[slot]);

    public override Delegate CreateGetter(Func<int> slot) => (ValueGetter<T>)((ref T value) =>
    {
        int current = slot();
        if (current < 0)
        {
            _get(ref value);
        }
        else
        {
            value = _values[current];
        }
    });
}

/// <inheritdoc/>
internal sealed class VectorBuffer<T>(DataViewRow source, DataViewSchema.Column column, int capacity) : ColumnBuffer
{
    private readonly ValueGetter<VBuffer<T>> _get = source.GetGetter<VBuffer<T>>(column);
    private readonly VBuffer<T>[] _values = new VBuffer<T>[capacity];

    public override void Read(int slot) => _get(ref _values[slot]);

    public override Delegate CreateGetter(Func<int> slot) => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
    {
        int current = slot();
        if (current < 0)
        {
            _get(ref value);
        }
        else
        {
            _values[current].CopyTo(ref value);
        }
    });
}
