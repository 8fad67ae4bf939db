using LseMlNet.Interop;
using Microsoft.ML;

namespace LseMlNet;

/// <summary>
/// Base of the estimators of this package that have nothing to learn from data: <see cref="Fit"/> checks the schema and hands out the one
/// transformer. It is public because its descendants are; it cannot be derived from elsewhere.
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

    /// <summary>Checks that the input columns are there and hold what the stage reads. No data are read.</summary>
    /// <param name="input">Data with the input columns.</param>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An input column is missing, is no vector of Single or Double, or does not have the classes or the meaning that the stage was made for.
    /// </exception>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Transformer.GetOutputSchema(input.Schema);
        return Transformer;
    }

    /// <summary>The shape of the schema that the transformer will produce, for the pipeline to check its later stages by.</summary>
    /// <param name="inputSchema">The shape of the schema before this stage.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inputSchema"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing, or is not of a type that the stage reads.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With([.. OutputColumns(inputSchema)]);
    }

    /// <summary>Finds the input columns in the shape of a schema, and says what becomes of them.</summary>
    private protected abstract IEnumerable<SchemaShape.Column> OutputColumns(SchemaShape inputSchema);
}
