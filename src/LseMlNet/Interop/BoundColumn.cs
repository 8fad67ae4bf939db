using Microsoft.ML;

namespace LseMlNet.Interop;

/// <summary>One output column of a stage, bound to the input column that it is computed from in one schema.</summary>
internal abstract class BoundColumn(DataViewSchema.Column input)
{
    /// <summary>The column that is read; its index is valid in the schema that the stage was bound to.</summary>
    public DataViewSchema.Column Input { get; } = input;

    /// <summary>Name, type and annotations of the column that is added.</summary>
    public abstract DataViewSchema.DetachedColumn Output { get; }

    /// <summary>
    /// A new <see cref="ValueGetter{TValue}"/> of the output type over <paramref name="row"/>. Each cursor asks for its own, so
    /// buffers belong into the getter and never into the column or the transformer. Where the getter is a method of an
    /// <see cref="IDisposable"/>, that object is disposed with the cursor.
    /// </summary>
    public abstract Delegate CreateGetter(DataViewRow row);

    /// <summary>Whether ONNX can say what this column computes.</summary>
    public virtual bool CanExport => false;

    /// <summary>Adds the nodes that compute <paramref name="result"/> from <paramref name="source"/>.</summary>
    public virtual void Export(OnnxGraph graph, string source, string result) =>
        throw new NotSupportedException($"Column '{Output.Name}' cannot be written as ONNX.");
}
