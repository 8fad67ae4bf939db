using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// An input or output of a model, and the shape of the vector that holds one row of it. A first dimension that is dynamic or 1 is the batch
/// axis, which a row does not have: in both [batch,1,28,28] and [1,1,28,28], a row is 1x28x28.
/// </summary>
internal sealed class ModelTensor
{
    // −1 for a dynamic dimension.
    private readonly int[] _dimensions;

    private ModelTensor(
        string label, string name, NodeMetadata metadata, IReadOnlyDictionary<string, int> sizes, bool isInput, int? classes = null)
    {
        Label = label;
        Name = name;
        string supported = isInput ? ElementType.Supported : $"{ElementType.SupportedOutputs}, or maps that 'ZipMap' makes";
        if (metadata.OnnxValueType != OnnxValueType.ONNX_TYPE_TENSOR)
        {
            throw NotSupported($"is not a tensor ({metadata.OnnxValueType}); expected a tensor of {supported}. " +
                $"Choose or export another {(isInput ? "input" : "output")}.");
        }
        ElementType? element = ElementType.Of(metadata.ElementDataType);
        Element = element is not null && (element is not TextElementType || !isInput) ? element : throw NotSupported(
            $"is a tensor of {metadata.ElementDataType}; expected a tensor of {supported}. " +
            $"Choose another {(isInput ? "input" : "output")}, or export the model with a Cast there.");

        // Exporters may leave dynamic dimensions unnamed.
        DimensionNames = Array.ConvertAll(metadata.SymbolicDimensions, dimension => dimension ?? "");
        int[] stated = metadata.Dimensions;
        if (classes is { } count && stated is [] or [_, -1])
        {
            // The tensor from which a map is created often has no stated shape, but its classes imply one.
            (stated, DimensionNames) = ([-1, classes.Value], ["", ""]);
        }

        _dimensions = [.. stated.Select((size, axis) => size < 0 ? sizes.GetValueOrDefault(SizeName(Name, axis, DimensionNames[axis]),
            -1) : size)];
        Shape = $"[{string.Join(',', _dimensions.Select((size, axis) => size >= 0 ? $"{size}" : DynamicName(axis)))}]";
        RowDimensions = _dimensions switch
        {
            // A scalar, or a shape that the model does not state: ONNX Runtime reports both as no dimensions.
            [] => [0],
            [-1 or 1] => [1],
            [-1 or 1, .. var row] => row,
            _ => _dimensions,
        };
        // ML.NET writes 0 for an unknown dimension.
        RowDimensions = Array.ConvertAll(RowDimensions, size => Math.Max(size, 0));
        if (RowDimensions.Aggregate(1L, (length, size) => Math.Min(length * size, long.MaxValue >> 32)) > Array.MaxLength)
        {
            throw NotSupported($"is {Shape}, which has more elements than a column can hold, {Array.MaxLength}. Export a smaller model.");
        }
    }

    public string Name { get; }

    /// <summary>The name of the tensor in messages.</summary>
    public string Label { get; }

    /// <summary>The shape that the model states, for messages.</summary>
    public string Shape { get; }

    public ElementType Element { get; }

    /// <summary>The names of dynamic dimensions by axis; empty for a dimension without a name.</summary>
    public string[] DimensionNames { get; }

    /// <summary>The shape of a row; 0 for an unknown dimension.</summary>
    public int[] RowDimensions { get; }

    /// <summary>The number of elements in a row; 0 if it is unknown.</summary>
    public int RowLength => RowDimensions.Aggregate(1, (length, size) => length * size);

    /// <summary>The name, possibly empty, of a dynamic first dimension; null if the first dimension is fixed.</summary>
    public string? DynamicBatchAxis => _dimensions is [-1, ..] ? DimensionNames[0] : null;

    /// <summary>
    /// The size of a fixed first dimension greater than 1, which counts as a dimension of the row; null for any other first dimension.
    /// </summary>
    public int? FixedBatch => _dimensions is [> 1 and var rows, _, ..] ? rows : null;

    /// <summary>The name by which a size can be set: that of the dimension or, if it has none, its place, such as "x:2".</summary>
    public static string SizeName(string tensor, int axis, string? dimension) =>
        string.IsNullOrEmpty(dimension) ? $"{tensor}:{axis}" : dimension;

    /// <summary>The shape of a tensor that holds a number of rows. Valid if <see cref="RowLength"/> is known.</summary>
    /// <param name="rows">The number of rows; must be 1 if the first dimension is fixed.</param>
    public long[] ShapeOf(int rows)
    {
        long[] shape = Array.ConvertAll(_dimensions, size => (long)size);
        if (shape is [-1, ..])
        {
            shape[0] = rows;
        }

        return shape;
    }

    /// <exception cref="NotSupportedException">
    /// The input is not a tensor of a supported element type, or the size of a row is unknown.
    /// </exception>
    public static ModelTensor Input(string name, NodeMetadata metadata, IReadOnlyDictionary<string, int> sizes)
    {
        var input = new ModelTensor($"model input '{name}'", name, metadata, sizes, isInput: true);
        if (metadata.Dimensions.Length == 0)
        {
            throw input.NotSupported("is a scalar or states no shape; expected a tensor with dimensions, of which only the first, " +
                "the batch axis, may be dynamic. Export the model with the shape of its input.");
        }
        if (input.RowLength == 0)
        {
            IEnumerable<string> dynamic = from axis in Enumerable.Range(0, input._dimensions.Length)
                                          where input._dimensions[axis] <= 0 && (axis > 0 || input._dimensions[axis] == 0)
                                          select $"{axis} ('{SizeName(name, axis, input.DimensionNames[axis])}')";
            throw input.NotSupported($"is {input.Shape}, with dynamic dimensions {string.Join(", ", dynamic)}; expected only the first, " +
                "the batch axis, to be dynamic. Set the sizes of the others in DimensionSizes, by these names.");
        }
        return input;
    }

    /// <param name="output">The output, and the tensor that holds its values.</param>
    /// <param name="metadata">The type of that tensor.</param>
    /// <param name="sizes">The sizes of dynamic dimensions.</param>
    /// <param name="classes">The number of classes, for scores of known classes.</param>
    /// <exception cref="NotSupportedException">The output is not a tensor of a supported element type.</exception>
    public static ModelTensor Output(
        GraphOutput output, NodeMetadata metadata, IReadOnlyDictionary<string, int> sizes, int? classes) =>
        new($"model output '{output.Name}'", output.Tensor, metadata, sizes, isInput: false, classes);

    private string DynamicName(int axis) => DimensionNames[axis] is { Length: > 0 } name ? name : "?";

    private NotSupportedException NotSupported(string what) => new($"{OnnxModel.Stage}: {Label} {what}");
}
