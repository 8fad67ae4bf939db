using System.Diagnostics.CodeAnalysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace LseMlNet.Interop;

/// <summary>
/// Makes a saved stage again. ML.NET finds the three methods by name, parameters and exact return type, through the
/// LoadableClass attributes of the assembly: as a transformer, as a step of a saved data view, and as that step's row mapper.
/// </summary>
internal static class StageLoader<TStage>
    where TStage : RowStageTransformer, ILoadableStage<TStage>
{
    private static TStage Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(SavedForm.VersionInfo(TStage.Signature, typeof(TStage).Assembly));
        try
        {
            return TStage.Read(env, ctx.Reader);
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentException or InvalidDataException)
        {
            throw new FormatException(
                $"The saved {TStage.Signature.DisplayName} stage is damaged: {e.Message} Save the pipeline again, or restore the file.", e);
        }
    }

    [SuppressMessage("CodeQuality", "IDE0051", Justification = "Called by ML.NET through reflection.")]
    private static IDataTransform Create(IHostEnvironment env, ModelLoadContext ctx, IDataView input) =>
        Create(env, ctx).AsDataTransform(input);

    [SuppressMessage("CodeQuality", "IDE0051", Justification = "Called by ML.NET through reflection.")]
    private static IRowMapper Create(IHostEnvironment env, ModelLoadContext ctx, DataViewSchema inputSchema) =>
        Create(env, ctx).AsRowMapper(inputSchema);
}
