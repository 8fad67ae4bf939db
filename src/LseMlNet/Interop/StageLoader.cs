using System.Diagnostics.CodeAnalysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace LseMlNet.Interop;

/// <summary>
/// Loads a saved stage. Through the assembly's LoadableClass attributes, ML.NET finds the three methods by name, parameters and exact
/// return type: for a transformer, for a step of a saved data view, and for the row mapper of that step.
/// </summary>
internal static class StageLoader<TStage>
    where TStage : RowStageTransformer, ILoadableStage<TStage>
{
    private static TStage Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        string stage = TStage.Signature.DisplayName;
        if (ctx.Header.ModelVerReadable > TStage.Signature.Version)
        {
            throw new FormatException(
                $"The saved {stage} stage has format {ctx.Header.ModelVerReadable:x8}; " +
                $"this version of {typeof(TStage).Assembly.GetName().Name} reads formats up to {TStage.Signature.Version:x8}. " +
                "Update the package to the version that saved the pipeline, or a later one.");
        }

        try
        {
            ctx.CheckAtModel(SavedForm.VersionInfo(TStage.Signature, typeof(TStage).Assembly));
            return TStage.Read(env, ctx.Reader, ctx.Header.ModelVerWritten);
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException or InvalidDataException)
        {
            throw new FormatException($"The saved {stage} stage is damaged: {e.Message} Save the pipeline again, or restore the file.", e);
        }
    }

    [SuppressMessage("CodeQuality", "IDE0051", Justification = "Called by ML.NET through reflection.")]
    private static IDataTransform Create(IHostEnvironment env, ModelLoadContext ctx, IDataView input) =>
        Create(env, ctx).AsDataTransform(input);

    [SuppressMessage("CodeQuality", "IDE0051", Justification = "Called by ML.NET through reflection.")]
    private static IRowMapper Create(IHostEnvironment env, ModelLoadContext ctx, DataViewSchema inputSchema) =>
        Create(env, ctx).AsRowMapper(inputSchema);
}
