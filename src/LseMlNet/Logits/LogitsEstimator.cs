using LseMlNet.Interop;
using Microsoft.ML;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>
/// Base of <see cref="SoftmaxEstimator"/>, <see cref="LogSoftmaxEstimator"/>, <see cref="LogSumExpEstimator"/>,
/// <see cref="EntropyEstimator"/> and <see cref="MarginEstimator"/>: there is nothing to learn from data, so <see cref="Fit"/> checks the
/// schema and hands out the one transformer.
/// </summary>
/// <typeparam name="TTransformer">The transformer that <see cref="Fit"/> returns.</typeparam>
public abstract class LogitsEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : LogitsTransformer
{
    private readonly TTransformer _transformer;

    private protected LogitsEstimator(TTransformer transformer)
    {
        _transformer = transformer;
    }

    /// <summary>Checks that the input columns are there and hold logits. No data are read.</summary>
    /// <param name="input">Data with the input columns.</param>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing, or is no vector of Single or Double.</exception>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _transformer.GetOutputSchema(input.Schema);
        return _transformer;
    }

    /// <summary>The shape of the schema that the transformer will produce, for the pipeline to check its later stages by.</summary>
    /// <param name="inputSchema">The shape of the schema before this stage.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inputSchema"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing, or is no vector of Single or Double.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_transformer.Columns.Select(pair => OutputColumn(inputSchema, pair)).ToArray());
    }

    private SchemaShape.Column OutputColumn(SchemaShape inputSchema, InputOutputColumnPair pair)
    {
        LogitsOperation operation = _transformer.Operation;
        SchemaShape.Column input = LogitsInput.Find(inputSchema, pair.InputColumnName, operation.Signature.DisplayName);
        return operation.Result == LogitsResult.Scalar
            ? SchemaShapes.Column(pair.OutputColumnName, VectorKind.Scalar, input.ItemType)
            : SchemaShapes.Column(pair.OutputColumnName, input.Kind, input.ItemType, annotations: ClassAnnotations.Of(input, operation.Result));
    }
}
