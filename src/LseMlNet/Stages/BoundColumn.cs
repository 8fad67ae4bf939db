using LseMlNet.Interop;
using Microsoft.ML;

namespace LseMlNet;

/// <summary>One output column of a stage, bound to its input columns in one schema.</summary>
internal abstract class BoundColumn(DataViewSchema.Column input)
{
    /// <summary>The input column. Its index is valid in the schema that the stage was bound to.</summary>
    public DataViewSchema.Column Input { get; } = input;

    /// <summary>All input columns, for an output that has several.</summary>
    public virtual IReadOnlyList<DataViewSchema.Column> Inputs => [Input];

    /// <summary>The name, type and annotations of the output column.</summary>
    public abstract DataViewSchema.DetachedColumn Output { get; }

    /// <summary>
    /// Creates a <see cref="ValueGetter{TValue}"/> of the output type over <paramref name="row"/>. Each cursor gets its own, so buffers and
    /// counts belong in the getter and never in the column or the transformer.
    /// </summary>
    /// <param name="row">The row. Its values change as the cursor moves.</param>
    /// <param name="end">The action to run when the cursor is disposed; null if there is none.</param>
    public abstract Delegate CreateGetter(DataViewRow row, out Action? end);

    /// <summary>The reason why ONNX cannot express what this column computes; null if it can.</summary>
    public abstract string? WhyNotOnnx { get; }

    /// <summary>Adds the nodes that compute <paramref name="result"/> from <paramref name="source"/>.</summary>
    public abstract void Export(OnnxGraph graph, string source, string result);

    /// <summary>The reason for <see cref="WhyNotOnnx"/> when the input is a vector of unknown size.</summary>
    private protected string UnknownSize =>
        $"input column '{Input.Name}' is a vector of unknown size. Give it a size, for example in the schema of the loaded data.";
}
