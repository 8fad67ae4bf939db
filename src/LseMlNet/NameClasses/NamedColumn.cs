using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>The values of the input, with the class names in the annotations of the output.</summary>
internal sealed class NamedColumn<T>(DataViewSchema.Column input, DataViewSchema.DetachedColumn output) : BoundColumn(input)
{
    private readonly bool _isKnownSize = ((VectorDataViewType)input.Type).IsKnownSize;

    public override DataViewSchema.DetachedColumn Output => output;

    public override string? WhyNotOnnx => _isKnownSize
        ? null
        : UnknownSize;

    public override Delegate CreateGetter(DataViewRow row, out Action? end)
    {
        end = null;
        ValueGetter<VBuffer<T>> get = row.GetGetter<VBuffer<T>>(row.Schema[Input.Index]);
        return _isKnownSize ? get : Checked(get, row);
    }

    public override void Export(OnnxGraph graph, string source, string result) => graph.Node("Identity", [source], result);

    private ValueGetter<VBuffer<T>> Checked(ValueGetter<VBuffer<T>> get, DataViewRow row)
    {
        int names = ((VectorDataViewType)output.Type).Size;
        return (ref VBuffer<T> values) =>
        {
            get(ref values);
            if (values.Length != names)
            {
                throw new InvalidOperationException(
                    $"{NameClassesTransformer.Stage}: column '{Input.Name}' has {values.Length} values at position {row.Position}, " +
                    $"but there are {names} class names; expected as many names as values. " +
                    "Pass one for each class, in the order of the classes.");
            }
        };
    }
}
