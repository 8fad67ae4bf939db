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

    public override Delegate CreateGetter(DataViewRow row)
    {
        ValueGetter<VBuffer<TInput>> getInput = row.GetGetter<VBuffer<TInput>>(row.Schema[Input.Index]);
        return (ValueGetter<VBuffer<TOutput>>)new RowScorer<TInput, TOutput>(model, getInput).Score;
    }
}
