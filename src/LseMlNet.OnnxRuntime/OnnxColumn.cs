using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.OnnxRuntime;

/// <summary>What a model makes of a column: a vector of the model's output type and shape.</summary>
internal sealed class OnnxColumn<TInput, TOutput>(DataViewSchema.Column input, OnnxModel model) : BoundColumn(input)
    where TInput : unmanaged
    where TOutput : unmanaged
{
    public override DataViewSchema.DetachedColumn Output { get; } =
        new(model.Settings.OutputColumn, new VectorDataViewType(model.Output.ItemType, model.Output.RowDimensions));

    public override string? WhyNotOnnx =>
        $"a model inside another one is not written. Export the stages behind it, and run '{model.Output.Name}' of the model into them.";

    public override Delegate CreateGetter(DataViewRow row, out Action? end)
    {
        var scorer = new RowScorer<TInput, TOutput>(model, row, row.Schema[Input.Index]);
        end = scorer.Dispose;
        return (ValueGetter<VBuffer<TOutput>>)scorer.Score;
    }

    public override void Export(OnnxGraph graph, string source, string result) => throw new NotSupportedException(WhyNotOnnx);
}
