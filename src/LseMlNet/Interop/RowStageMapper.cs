using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;

namespace LseMlNet.Interop;

/// <summary>What ML.NET's row-to-row machinery (cursors, PredictionEngine, ONNX export) asks of a stage bound to a schema.</summary>
internal sealed class RowStageMapper(RowStageTransformer stage, DataViewSchema inputSchema, BoundColumn[] columns)
    : IRowMapper, ISaveAsOnnx
{
    public DataViewSchema.DetachedColumn[] GetOutputColumns() => Array.ConvertAll(columns, column => column.Output);

    public Func<int, bool> GetDependencies(Func<int, bool> activeOutput)
    {
        var active = new bool[inputSchema.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            if (!activeOutput(i))
            {
                continue;
            }

            foreach (DataViewSchema.Column input in columns[i].Inputs)
            {
                active[input.Index] = true;
            }
        }
        return index => active[index];
    }

    public Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action? disposer)
    {
        disposer = null;
        var getters = new Delegate[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            if (!activeOutput(i))
            {
                continue;
            }

            getters[i] = columns[i].CreateGetter(input, out Action? end);
            disposer += end;
        }
        return getters;
    }

    public ITransformer GetTransformer() => stage;

    public void Save(ModelSaveContext ctx) => ((ICanSaveModel)stage).Save(ctx);

    // Always: a stage that says no is left out of the model with all that builds on it. What ONNX cannot say is refused in OnnxGraph.
    public bool CanSaveOnnx(OnnxContext ctx) => true;

    public void SaveAsOnnx(OnnxContext ctx) => new OnnxGraph(ctx, stage.DisplayName).Add(columns);
}
