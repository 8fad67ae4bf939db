using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;

namespace LseMlNet.Interop;

/// <summary>A stage bound to a schema, as used by ML.NET's row-to-row code (cursors, PredictionEngine, ONNX export).</summary>
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

    // This is always true, because the exporter silently leaves out a stage that returns false, along with everything that depends on it.
    // If ONNX cannot express the stage, OnnxGraph throws.
    public bool CanSaveOnnx(OnnxContext ctx) => true;

    public void SaveAsOnnx(OnnxContext ctx) => new OnnxGraph(ctx, stage.DisplayName).Add(columns);
}
