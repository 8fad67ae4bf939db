using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// An input or an output of a model, and the vector that it is in a row. A first dimension that is dynamic or 1 is the batch axis,
/// which a row does not have: [batch,1,28,28] and [1,1,28,28] are both a row of 1x28x28.
/// </summary>
internal sealed class ModelTensor
{
    private ModelTensor(string role, string name, NodeMetadata metadata)
    {
        Label = $"model {role} '{name}'";
        Name = name;
        if (metadata.OnnxValueType != OnnxValueType.ONNX_TYPE_TENSOR)
            throw NotSupported($"is no tensor ({metadata.OnnxValueType}); wanted a tensor of float or double. Choose or export another {role}.");
        ItemType = metadata.ElementDataType switch
        {
            TensorElementType.Float => NumberDataViewType.Single,
            TensorElementType.Double => NumberDataViewType.Double,
            TensorElementType other => throw NotSupported(
                $"is a tensor of {other}; wanted one of Float or Double. Choose another {role}, or export the model with a Cast there."),
        };

        int[] dimensions = metadata.Dimensions;
        Shape = $"[{string.Join(',', dimensions.Select((size, axis) => size >= 0 ? $"{size}" : DynamicName(metadata, axis)))}]";
        BatchOfOne = Array.ConvertAll(dimensions, size => (long)size);
        if (dimensions is [-1, ..])
            BatchOfOne[0] = 1;
        RowDimensions = dimensions switch
        {
            // A scalar looks the same as a shape that the model does not state.
            [] => [0],
            [-1 or 1] => [1],
            [-1 or 1, .. var row] => row,
            _ => dimensions,
        };
        // ML.NET's mark of a dimension that is not known.
        RowDimensions = Array.ConvertAll(RowDimensions, size => Math.Max(size, 0));
    }

    public string Name { get; }

    /// <summary>How messages call it.</summary>
    public string Label { get; }

    /// <summary>The shape that the model states, as messages show it.</summary>
    public string Shape { get; }

    public NumberDataViewType ItemType { get; }

    /// <summary>The shape of a row; 0 is a dimension that is not known.</summary>
    public int[] RowDimensions { get; }

    /// <summary>The number of elements in a row; 0 where it is not known.</summary>
    public int RowLength => RowDimensions.Aggregate(1, (length, size) => checked(length * size));

    /// <summary>The shape of the tensor that holds one row; valid where <see cref="RowLength"/> is known.</summary>
    public long[] BatchOfOne { get; }

    /// <exception cref="NotSupportedException">No tensor of float or double, or the size of a row is not known.</exception>
    public static ModelTensor Input(string name, NodeMetadata metadata)
    {
        var input = new ModelTensor("input", name, metadata);
        if (metadata.Dimensions.Length == 0)
        {
            throw input.NotSupported("is a scalar or states no shape; wanted a tensor with dimensions, of which the first alone, " +
                "the batch axis, may be dynamic. Export the model with the shape of its input.");
        }
        if (input.RowLength == 0)
        {
            IEnumerable<string> dynamic = from axis in Enumerable.Range(1, metadata.Dimensions.Length - 1)
                                          where metadata.Dimensions[axis] <= 0
                                          select $"{axis} ('{DynamicName(metadata, axis)}')";
            throw input.NotSupported($"is {input.Shape}, with dynamic dimensions {string.Join(", ", dynamic)}; wanted none but the first, " +
                "the batch axis. Export the model with fixed sizes for the others.");
        }
        return input;
    }

    /// <exception cref="NotSupportedException">No tensor of float or double.</exception>
    public static ModelTensor Output(string name, NodeMetadata metadata) => new("output", name, metadata);

    // Exporters may leave a dynamic dimension without a name.
    private static string DynamicName(NodeMetadata metadata, int axis) =>
        metadata.SymbolicDimensions[axis] is { Length: > 0 } name ? name : "?";

    private NotSupportedException NotSupported(string what) => new($"{OnnxModel.Stage}: {Label} {what}");
}
