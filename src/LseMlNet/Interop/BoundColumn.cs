using Microsoft.ML;

namespace LseMlNet.Interop;

/// <summary>One output column of a stage, bound to the input column or columns that it is computed from in one schema.</summary>
internal abstract class BoundColumn(DataViewSchema.Column input)
{
    /// <summary>The column that is read; its index is valid in the schema that the stage was bound to.</summary>
    public DataViewSchema.Column Input { get; } = input;

    /// <summary>All columns that are read, where there are several.</summary>
    public virtual IReadOnlyList<DataViewSchema.Column> Inputs => [Input];

    /// <summary>Name, type and annotations of the column that is added.</summary>
    public abstract DataViewSchema.DetachedColumn Output { get; }

    /// <summary>
    /// A new <see cref="ValueGetter{TValue}"/> of the output type over <paramref name="row"/>. Each cursor asks for its own, so
    /// buffers and counts belong into the getter and never into the column or the transformer.
    /// </summary>
    /// <param name="row">The row, whose values change as its cursor moves.</param>
    /// <param name="end">What to do when the cursor is disposed of; null for nothing.</param>
    public abstract Delegate CreateGetter(DataViewRow row, out Action? end);

    /// <summary>Why ONNX cannot say what this column computes; null where it can.</summary>
    public abstract string? WhyNotOnnx { get; }

    /// <summary>Adds the nodes that compute <paramref name="result"/> from <paramref name="source"/>.</summary>
    public abstract void Export(OnnxGraph graph, string source, string result);
}
