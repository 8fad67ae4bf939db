using LseMlNet.Files.Rows;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Files.Binary;

/// <summary>A file in the binary format of ML.NET.</summary>
internal sealed class IdvFile : TableFile
{
    private readonly IDataView _view;

    /// <exception cref="FormatException">It is not such a file.</exception>
    public IdvFile(string path)
        : base(path)
    {
        try
        {
            _view = new MLContext().Data.LoadFromBinary(path);
            Columns = [.. _view.Schema.Where(column => !column.IsHidden).Select(Of)];
            Length = _view.GetRowCount() ?? 0;
        }
        // ML.NET throws various exceptions when it cannot read the file.
        catch (Exception e) when (e is not FileNotFoundException)
        {
            throw Fault($"it is not a binary file of ML.NET, or it is damaged: {e.Message}");
        }
    }

    public override IReadOnlyList<FileColumn> Columns { get; }

    public override long? RowCount => Length;

    public override long Length { get; }

    protected override int? FirstLength(FileColumn column)
    {
        DataViewSchema.Column source = _view.Schema[column.Name];
        using DataViewRowCursor cursor = _view.GetRowCursor([source]);
        cursor.MoveNext();
        return column.Kind == ElementKind.Double ? First<double>(cursor, source) : First<float>(cursor, source);
    }

    // ML.NET throws exceptions of every kind, and has opened the file before.
    protected override bool IsDamage(Exception exception) => true;

    public override RowReader<T> Open<T>(ColumnChoice choice, long start, long end)
    {
        try
        {
            return new IdvRows<T>(new FilePart(this, start, end), choice, _view);
        }
        catch (Exception e) when (e is not FormatException { InnerException: null })
        {
            throw Fault($"the file is damaged: {(e.InnerException ?? e).Message}");
        }
    }

    private static int First<T>(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        VBuffer<T> value = default;
        cursor.GetGetter<VBuffer<T>>(column)(ref value);
        return value.Length;
    }

    private static FileColumn Of(DataViewSchema.Column column)
    {
        DataViewType item = (column.Type as VectorDataViewType)?.ItemType ?? column.Type;
        ElementKind kind = item == NumberDataViewType.Single ? ElementKind.Single
            : item == NumberDataViewType.Double ? ElementKind.Double
            : item is TextDataViewType ? ElementKind.Text
            : item is KeyDataViewType || item == NumberDataViewType.Int32 || item == NumberDataViewType.Int64 ? ElementKind.Integer
            : ElementKind.Other;
        IReadOnlyList<int>? dimensions = column.Type is not VectorDataViewType vector ? [] : vector.IsKnownSize ? [.. vector.Dimensions] : null;
        return new FileColumn(column.Name, kind, dimensions);
    }
}
