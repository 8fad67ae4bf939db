using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LseMlNet.OnnxRuntime;

/// <summary>Maps an element type of ONNX to the item type of a column. No other class uses both.</summary>
internal abstract class ElementType(PrimitiveDataViewType itemType, double roundingBound)
{
    /// <summary>The supported types, for messages.</summary>
    public const string Supported = "Float, Double, Float16, BFloat16, Bool or an integer";

    /// <summary>The supported types of outputs, for messages.</summary>
    public const string SupportedOutputs = "Float, Double, Float16, BFloat16, Bool, String or an integer";

    /// <summary>The item type of a column.</summary>
    public PrimitiveDataViewType ItemType { get; } = itemType;

    /// <summary>
    /// How much rounding may change an output when the same row is scored in another batch, as a fraction of the largest value. The errors
    /// of networks with a hundred layers stay below a tenth of this bound.
    /// </summary>
    public double RoundingBound { get; } = roundingBound;

    // The order of summation depends on the shape of the batch, and so do the last bits of a sum.
    private const double SingleBound = 1e-4;
    private const double HalfBound = 1e-2;
    private const double BrainBound = 8e-2;

    /// <summary>Returns the element type whose item type is nearest to that of a tensor; null if ML.NET has none.</summary>
    public static ElementType? Of(TensorElementType type) => type switch
    {
        TensorElementType.Float => Same<float>(NumberDataViewType.Single),
        TensorElementType.Double => Same<double>(NumberDataViewType.Double),
        // A float represents every value of the two 16-bit types exactly.
        TensorElementType.Float16 => new ElementType<float, Float16, HalfPrecision>(NumberDataViewType.Single, HalfBound),
        TensorElementType.BFloat16 => new ElementType<float, BFloat16, BrainPrecision>(NumberDataViewType.Single, BrainBound),
        TensorElementType.Int8 => new IntegerElementType<sbyte>(NumberDataViewType.SByte, SingleBound),
        TensorElementType.UInt8 => new IntegerElementType<byte>(NumberDataViewType.Byte, SingleBound),
        TensorElementType.Int16 => new IntegerElementType<short>(NumberDataViewType.Int16, SingleBound),
        TensorElementType.UInt16 => new IntegerElementType<ushort>(NumberDataViewType.UInt16, SingleBound),
        TensorElementType.Int32 => new IntegerElementType<int>(NumberDataViewType.Int32, SingleBound),
        TensorElementType.UInt32 => new IntegerElementType<uint>(NumberDataViewType.UInt32, SingleBound),
        TensorElementType.Int64 => new IntegerElementType<long>(NumberDataViewType.Int64, SingleBound),
        TensorElementType.UInt64 => new IntegerElementType<ulong>(NumberDataViewType.UInt64, SingleBound),
        TensorElementType.Bool => Same<bool>(BooleanDataViewType.Instance),
        TensorElementType.String => new TextElementType(),
        _ => null,
    };

    /// <summary>Whether a column of a type can be fed to the tensor.</summary>
    public virtual bool Takes(DataViewType itemType) => ItemType.Equals(itemType);

    /// <summary>The item types that can be fed to the tensor, for messages.</summary>
    public virtual string InputTypes => $"{ItemType}";

    public abstract InputBuffer CreateInput(ModelTensor tensor, DataViewRow row, DataViewSchema.Column column, int capacity);

    public abstract OutputBuffer CreateOutput(ModelTensor tensor, int capacity);

    private static ElementType<T, T, Unchanged<T>> Same<T>(PrimitiveDataViewType itemType)
        where T : unmanaged => new(itemType, SingleBound);
}

/// <inheritdoc/>
internal class ElementType<TColumn, TTensor, TConversion>(PrimitiveDataViewType itemType, double roundingBound)
    : ElementType(itemType, roundingBound)
    where TColumn : unmanaged
    where TTensor : unmanaged
    where TConversion : IElementConversion<TColumn, TTensor>
{
    public override InputBuffer CreateInput(ModelTensor tensor, DataViewRow row, DataViewSchema.Column column, int capacity) =>
        new InputBuffer<TColumn, TTensor, TConversion>(tensor, row, column, capacity);

    public override OutputBuffer CreateOutput(ModelTensor tensor, int capacity) =>
        new OutputBuffer<TColumn, TTensor, TConversion>(tensor, capacity);
}

/// <summary>An integer type, whose values a column of Single can also hold.</summary>
internal sealed class IntegerElementType<T>(PrimitiveDataViewType itemType, double roundingBound)
    : ElementType<T, T, Unchanged<T>>(itemType, roundingBound)
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    public override string InputTypes => $"{ItemType} (or of Single with whole numbers)";

    public override bool Takes(DataViewType itemType) => base.Takes(itemType) || itemType == NumberDataViewType.Single;

    public override InputBuffer CreateInput(ModelTensor tensor, DataViewRow row, DataViewSchema.Column column, int capacity) =>
        base.Takes((column.Type as VectorDataViewType)?.ItemType ?? column.Type)
            ? base.CreateInput(tensor, row, column, capacity)
            : new InputBuffer<float, T, WholeNumbers<T>>(tensor, row, column, capacity);
}

/// <summary>The type of texts, which only outputs can have.</summary>
internal sealed class TextElementType() : ElementType(TextDataViewType.Instance, roundingBound: 0)
{
    public override InputBuffer CreateInput(ModelTensor tensor, DataViewRow row, DataViewSchema.Column column, int capacity) =>
        throw new NotSupportedException();

    public override OutputBuffer CreateOutput(ModelTensor tensor, int capacity) => new TextOutputBuffer(tensor, capacity);
}
