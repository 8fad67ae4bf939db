using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace LseMlNet;

// The part that overrides and calls what ML.NET declares internal.
public abstract partial class RowStageTransformer
{
    private protected RowStageTransformer(IHostEnvironment environment, StageSignature signature)
        : base(environment.Register(signature.DisplayName))
    {
        _signature = signature;
    }

    internal IDataTransform AsDataTransform(IDataView input) => MakeDataTransform(input);

    internal IRowMapper AsRowMapper(DataViewSchema inputSchema) => MakeRowMapper(inputSchema);

    /// <summary>Writes a warning to the log of the environment that the stage was created or loaded in.</summary>
    private protected void Warn(string message)
    {
        using IChannel channel = Host.Start(DisplayName);
        channel.Warning(message);
    }

    private protected sealed override IRowMapper MakeRowMapper(DataViewSchema schema) =>
        new RowStageMapper(this, schema, Bind(schema));

    private protected sealed override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(SavedForm.VersionInfo(_signature, GetType().Assembly));
        Write(ctx.Writer);
    }
}
