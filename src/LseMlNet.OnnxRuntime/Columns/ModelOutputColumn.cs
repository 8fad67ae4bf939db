using LseMlNet.Interop;
using Microsoft.ML;

namespace LseMlNet.OnnxRuntime;

/// <summary>The column that holds an output of the model.</summary>
/// <param name="model">The model.</param>
/// <param name="inputs">The columns that the model reads.</param>
/// <param name="output">The index of the output.</param>
/// <param name="scorerOf">Returns the scorer of a row, which the columns of all outputs share.</param>
internal sealed class ModelOutputColumn(
    OnnxModel model, DataViewSchema.Column[] inputs, int output, Func<DataViewRow, SingleRowScorer> scorerOf) : BoundColumn(inputs[0])
{
    public override IReadOnlyList<DataViewSchema.Column> Inputs => inputs;

    public override DataViewSchema.DetachedColumn Output { get; } = model.OutputColumns[output].Column();

    public override string? WhyNotOnnx =>
        "a model inside another model cannot be exported. " +
        $"Export the stages after it, and feed them output '{model.Settings.Outputs[output].TensorName}' of the model.";

    /// <summary>Finds the output of the model that a column of the stage's output schema holds; null if it holds none.</summary>
    public static int? Find(DataViewSchema.Column column, OnnxModel model)
    {
        // A hidden column is one that an output has replaced.
        for (int i = 0; i < model.Settings.Outputs.Count && !column.IsHidden; i++)
        {
            if (model.Settings.Outputs[i].ColumnName == column.Name)
            {
                return i;
            }
        }

        return null;
    }

    public override Delegate CreateGetter(DataViewRow row, out Action? end)
    {
        SingleRowScorer scorer = scorerOf(row);
        end = scorer.Dispose;
        return scorer.CreateGetter(output);
    }

    public override void Export(OnnxGraph graph, string source, string result) => throw new NotSupportedException(WhyNotOnnx);
}
