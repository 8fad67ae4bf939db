using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>The values of the input, with the class names in the annotations of the output.</summary>
internal sealed class NamedColumn<T>(DataViewSchema.Column input, DataViewSchema.DetachedColumn output) : BoundColumn(input)
{
    private readonly bool _isKnownSize = ((VectorDataViewType)input.Type).IsKnownSize;
    private readonly int _size = ((VectorDataViewType)output.Type).Size;

    public override DataViewSchema.DetachedColumn Output => output;

    public override string? WhyNotOnnx => _isKnownSize
        ? null
        : UnknownSize;

    public override Delegate CreateGetter(DataViewRow row, out Action? end)
    {
        end = null;
        ValueGetter<VBuffer<T>> get = row.GetGetter<VBuffer<T>>(row.Schema[Input.Index]);
        var length = new RowLength(NameClassesTransformer.Stage, Input, row);
        ValueGetter<DataViewRowId> rowId = row.GetIdGetter();
        return (ValueGetter<VBuffer<T>>)Get;

        void Get(ref VBuffer<T> values)
        {
            get(ref values);
            length.Check(values.Length);
            if (values.Length != _size)
            {
                throw RowLength.Wrong(
                    NameClassesTransformer.Stage, Input, rowId, values.Length,
                    $"{_size}, one for each class name. Pass one name for each class, in the order of the classes.");
            }
        }
    }

    public override void Export(OnnxGraph graph, string source, string result) => graph.Node("Identity", [source], result);
}
