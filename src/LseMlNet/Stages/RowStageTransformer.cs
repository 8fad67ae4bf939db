using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// Base of the transformers of this package: adds columns to each row and keeps the others. It is public because its descendants are; it
/// cannot be derived from outside the package.
/// </summary>
/// <remarks>The other part of this class, in Interop/, holds the overrides that ML.NET declares internal.</remarks>
public abstract partial class RowStageTransformer : RowToRowTransformerBase
{
    private readonly StageSignature _signature;

    internal string DisplayName => _signature.DisplayName;

    /// <summary>Finds the input columns in a schema, or throws an error that says what is wrong with it.</summary>
    private protected abstract BoundColumn[] Bind(DataViewSchema inputSchema);

    /// <summary>Writes the settings that the stage's loader reads.</summary>
    private protected abstract void Write(BinaryWriter writer);
}
