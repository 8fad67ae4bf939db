using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet.Tests.Support;

/// <summary>
/// Wraps an estimator that learns from labels as one that does not: Fit learns from its own rows, which have as many classes as the data.
/// </summary>
internal sealed class FittedElsewhere(MLContext ml, string inputColumnName, IEstimator<ITransformer> estimator) : IEstimator<ITransformer>
{
    private const int Rows = 200;

    public ITransformer Fit(IDataView input)
    {
        int classes = ((VectorDataViewType)input.Schema[inputColumnName].Type).Size;
        float[][] logits = RandomRows.CreateSingle(Rows, classes, seed: 81);
        int[] labels = [.. Enumerable.Range(0, Rows).Select(i => i % Math.Min(classes, 100))];
        // The more confident half is right.
        float median = logits.Select(row => Numerics.Logits.Margin(row)).Order().ElementAt(Rows / 2);
        foreach ((float[] row, int label) in logits.Zip(labels).Where(row => Numerics.Logits.Margin(row.First) >= median))
        {
            int top = Numerics.Logits.ArgMax(row);
            (row[top], row[label]) = (row[label], row[top]);
        }

        IDataView labelled = LabelledData.Create(ml, logits, labels);
        ITransformer transformer = estimator.Fit(ml.Transforms.CopyColumns(inputColumnName, "Logits").Fit(labelled).Transform(labelled));
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column label = SchemaShapes.Column("Label", VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true);
        return new SchemaShape(estimator.GetOutputSchema(inputSchema.With([label])).Where(column => column.Name != label.Name));
    }
}
