using LseMlNet.Interop;
using Microsoft.ML;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>
/// The base class of <see cref="SoftmaxEstimator"/>, <see cref="LogSoftmaxEstimator"/>, <see cref="LogSumExpEstimator"/>,
/// <see cref="EntropyEstimator"/>, <see cref="MarginEstimator"/>, <see cref="SigmoidEstimator"/> and <see cref="LogSigmoidEstimator"/>.
/// </summary>
/// <typeparam name="TTransformer">The transformer that Fit returns.</typeparam>
public abstract class LogitsEstimator<TTransformer> : RowStageEstimator<TTransformer>
    where TTransformer : LogitsTransformer
{
    private protected LogitsEstimator(TTransformer transformer)
        : base(transformer)
    {
    }

    private protected sealed override IEnumerable<SchemaShape.Column> OutputColumns(SchemaShape inputSchema)
    {
        LogitsOperation operation = Transformer.Operation;
        foreach (InputOutputColumnPair pair in Transformer.Columns)
        {
            SchemaShape.Column input = LogitsInput.Find(inputSchema, pair.InputColumnName, operation.Signature.DisplayName);
            if (operation.Result == LogitsResult.Scalar)
            {
                VectorKind kind = Transformer.ClassAxis is null ? VectorKind.Scalar : VectorKind.Vector;
                yield return SchemaShapes.Column(pair.OutputColumnName, kind, input.ItemType);
                continue;
            }

            SchemaShape annotations = ClassAnnotations.Of(input, operation.ResultAlong(Transformer.ClassAxis));
            yield return SchemaShapes.Column(pair.OutputColumnName, input.Kind, input.ItemType, annotations: annotations);
        }
    }
}
