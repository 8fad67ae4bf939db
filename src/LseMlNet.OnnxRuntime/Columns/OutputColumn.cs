using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet.OnnxRuntime;

/// <summary>The column that holds an output of a model: its type, its annotations and its values.</summary>
internal sealed class OutputColumn
{
    private readonly string _name;
    private readonly ModelTensor _tensor;
    private readonly string[]? _classNames;
    private readonly LabelKeys? _keys;
    private readonly bool _isProbability;

    /// <param name="name">The name of the column.</param>
    /// <param name="tensor">The output.</param>
    /// <param name="classNames">The names of its elements; null for none.</param>
    /// <param name="classes">The classes that the model predicts; null if it does not name them.</param>
    /// <param name="isProbability">Whether its elements are known to be probabilities.</param>
    public OutputColumn(string name, ModelTensor tensor, string[]? classNames, Array? classes, bool isProbability)
    {
        (_name, _tensor) = (name, tensor);
        _classNames = classNames?.Length == tensor.RowLength ? classNames : null;
        _isProbability = isProbability;
        _keys = tensor.RowLength == 1 && classes is not null ? LabelKeys.Create(tensor, classes) : null;
    }

    private bool IsScalarText => _tensor.Element.ItemType is TextDataViewType && _tensor.RowLength == 1;

    /// <summary>The column in a schema.</summary>
    public DataViewSchema.DetachedColumn Column()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        _keys?.AddValues(annotations);
        foreach (string kind in NamingKinds())
        {
            LabelValues.AddTexts(annotations, kind, _classNames!);
        }

        if (_isProbability)
        {
            annotations.Add(AnnotationKinds.ScoreValueKind, TextDataViewType.Instance,
                (ref ReadOnlyMemory<char> value) => value = AnnotationKinds.Probability.AsMemory());
        }

        DataViewType type = _keys is not null ? _keys.Type
            : IsScalarText ? TextDataViewType.Instance
            : new VectorDataViewType(_tensor.Element.ItemType, _tensor.RowDimensions);
        return new DataViewSchema.DetachedColumn(_name, type, annotations.ToAnnotations());
    }

    /// <summary>The column in the shape of a schema.</summary>
    public SchemaShape.Column Shape()
    {
        if (_keys is not null)
        {
            return SchemaShapes.Column(
                _name, VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true, new SchemaShape([_keys.ValuesShape()]));
        }

        VectorKind kind = IsScalarText ? VectorKind.Scalar : _tensor.RowLength == 0 ? VectorKind.VariableVector : VectorKind.Vector;
        List<SchemaShape.Column> annotations =
            [.. NamingKinds().Select(naming => SchemaShapes.Column(naming, VectorKind.Vector, TextDataViewType.Instance))];
        if (_isProbability)
        {
            annotations.Add(SchemaShapes.Column(AnnotationKinds.ScoreValueKind, VectorKind.Scalar, TextDataViewType.Instance));
        }

        return SchemaShapes.Column(_name, kind, _tensor.Element.ItemType, annotations: new SchemaShape(annotations));
    }

    /// <summary>Creates a getter of the column.</summary>
    /// <param name="buffer">The values of the rows.</param>
    /// <param name="scoredSlot">Scores the current row unless it is already scored, and returns its slot.</param>
    public Delegate CreateGetter(OutputBuffer buffer, Func<int> scoredSlot)
    {
        Delegate getter = buffer.CreateGetter(scoredSlot);
        return _keys?.Wrap(getter) ?? getter;
    }

    private string[] NamingKinds() => _classNames is null ? [] : NameClassesTransformer.NamingKinds;
}
