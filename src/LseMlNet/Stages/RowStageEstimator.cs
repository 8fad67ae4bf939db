using LseMlNet.Interop;
using Microsoft.ML;

namespace LseMlNet;

/// <summary>
/// The base class of the estimators of this package that learn nothing from data: <see cref="Fit"/> checks the schema and always returns
/// the same transformer. It is public because its derived classes are public; classes outside the package cannot derive from it.
/// </summary>
/// <typeparam name="TTransformer">The transformer that <see cref="Fit"/> returns.</typeparam>
public abstract class RowStageEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : RowStageTransformer
{
    private protected RowStageEstimator(TTransformer transformer)
    {
        Transformer = transformer;
    }

    private protected TTransformer Transformer { get; }

    /// <summary>Checks that the input columns exist and have the right types. Reads no data.</summary>
    /// <param name="input">Data with the input columns.</param>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An input column is missing or has the wrong type, or its classes or its meaning contradict the settings of the stage.
    /// </exception>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        CheckData(input);
        Transformer.GetOutputSchema(input.Schema);
        return Transformer;
    }

    /// <summary>
    /// Returns the shape of the schema that the transformer will produce. The pipeline checks its later stages against it.
    /// </summary>
    /// <param name="inputSchema">The shape of the schema before this stage.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inputSchema"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or has the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With([.. OutputColumns(inputSchema)]);
    }

    /// <summary>Checks what the schema does not show. Most stages have nothing to check, and none reads data that it accepts.</summary>
    private protected virtual void CheckData(IDataView input)
    {
    }

    /// <summary>Finds the input columns in the shape of a schema and returns the output columns.</summary>
    private protected abstract IEnumerable<SchemaShape.Column> OutputColumns(SchemaShape inputSchema);
}
