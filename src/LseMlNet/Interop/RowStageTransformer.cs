using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>
/// Base of the transformers of this package: adds columns to each row and keeps the others. It is public because its descendants
/// are; it cannot be derived from elsewhere.
/// </summary>
public abstract class RowStageTransformer : RowToRowTransformerBase
{
    private readonly StageSignature _signature;

    private protected RowStageTransformer(IHostEnvironment environment, StageSignature signature)
        : base(environment.Register(signature.DisplayName))
    {
        _signature = signature;
    }

    /// <summary>Finds the input columns in a schema, or says what is wrong with it.</summary>
    private protected abstract BoundColumn[] Bind(DataViewSchema inputSchema);

    /// <summary>Writes what the stage's loader reads.</summary>
    private protected abstract void Write(BinaryWriter writer);

    internal string DisplayName => _signature.DisplayName;

    /// <summary>Writes a warning to the log of the environment that the stage was made or loaded in.</summary>
    private protected void Warn(string message)
    {
        using IChannel channel = Host.Start(DisplayName);
        channel.Warning(message);
    }

    internal IDataTransform AsDataTransform(IDataView input) => MakeDataTransform(input);

    internal IRowMapper AsRowMapper(DataViewSchema inputSchema) => MakeRowMapper(inputSchema);

    private protected sealed override IRowMapper MakeRowMapper(DataViewSchema schema) =>
        new RowStageMapper(this, schema, Bind(schema));

    private protected sealed override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(SavedForm.VersionInfo(_signature, GetType().Assembly));
        Write(ctx.Writer);
    }
}
