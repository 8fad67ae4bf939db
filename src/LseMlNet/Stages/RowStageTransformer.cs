using Microsoft.ML;

namespace LseMlNet;

/// <summary>
/// The base class of the transformers of this package: it adds columns to each row and keeps the others. It is public because its derived
/// classes are public; classes outside the package cannot derive from it.
/// </summary>
/// <remarks>The other part of this class, in Interop/, holds the code that uses internal members of ML.NET.</remarks>
public abstract partial class RowStageTransformer : ITransformer
{
    private readonly StageSignature _signature;

    internal string DisplayName => _signature.DisplayName;

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>Adds the columns to data. Their values are computed when they are read.</summary>
    /// <param name="input">Data with the input columns.</param>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing, or has a type that the stage cannot read.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return CreateDataView(input);
    }

    /// <summary>Returns the schema of the transformed data.</summary>
    /// <param name="inputSchema">The schema of the data before this stage.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inputSchema"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing, or has a type that the stage cannot read.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => ((ITransformer)this).GetRowToRowMapper(inputSchema).OutputSchema;

    /// <summary>Finds the input columns in a schema, or throws an error that says what is wrong with it.</summary>
    private protected abstract BoundColumn[] Bind(DataViewSchema inputSchema);

    /// <summary>Writes the settings that the stage's loader reads.</summary>
    private protected abstract void Write(BinaryWriter writer);

    /// <summary>Creates the transformed data. By default, each row is computed separately.</summary>
    private protected virtual IDataView CreateDataView(IDataView input) => AsDataTransform(input);
}
