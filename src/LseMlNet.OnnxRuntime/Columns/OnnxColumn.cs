using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.OnnxRuntime;

/// <summary>What a model makes of its input columns: a vector of the output's type and shape.</summary>
/// <param name="model">The model.</param>
/// <param name="inputs">The columns that are fed to it.</param>
/// <param name="output">Which of its outputs this is.</param>
/// <param name="scorers">Shared with the columns of the other outputs.</param>
internal sealed class OnnxColumn(OnnxModel model, DataViewSchema.Column[] inputs, int output, RowScorers scorers) : BoundColumn(inputs[0])
{
    public override IReadOnlyList<DataViewSchema.Column> Inputs => inputs;

    public override DataViewSchema.DetachedColumn Output { get; } = new(
        model.Settings.Outputs[output].ColumnName,
        new VectorDataViewType(model.Outputs[output].Element.ItemType, model.Outputs[output].RowDimensions));

    public override string? WhyNotOnnx =>
        $"a model inside another one is not written. Export the stages behind it, and run '{model.Outputs[output].Name}' of the model into them.";

    public override Delegate CreateGetter(DataViewRow row, out Action? end)
    {
        if (row is BatchRow batch)
        {
            end = null;
            return batch.ScoreGetter(output);
        }
        RowScorer scorer = scorers.Of(row);
        end = scorer.Dispose;
        return scorer.Use(output);
    }

    public override void Export(OnnxGraph graph, string source, string result) => throw new NotSupportedException(WhyNotOnnx);
}
