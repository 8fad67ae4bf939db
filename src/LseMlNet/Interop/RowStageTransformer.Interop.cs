using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace LseMlNet;

// This part of the class calls ML.NET's internal members.
public abstract partial class RowStageTransformer
{
    private readonly IHost _host;

    private protected RowStageTransformer(IHostEnvironment environment, StageSignature signature)
    {
        _host = environment.Register(signature.DisplayName);
        _signature = signature;
    }

    internal IDataTransform AsDataTransform(IDataView input) =>
        new RowToRowMapperTransform(_host, input, AsRowMapper(input.Schema), AsRowMapper);

    internal IRowMapper AsRowMapper(DataViewSchema inputSchema) => new RowStageMapper(this, inputSchema, Bind(inputSchema));

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new RowToRowMapperTransform(_host, new EmptyDataView(_host, inputSchema), AsRowMapper(inputSchema), AsRowMapper);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(SavedForm.VersionInfo(_signature, GetType().Assembly));
        Write(ctx.Writer);
    }

    /// <summary>Writes a warning to the log of the environment that the stage was created or loaded in.</summary>
    private protected void Warn(string message)
    {
        using IChannel channel = _host.Start(DisplayName);
        channel.Warning(message);
    }
}
