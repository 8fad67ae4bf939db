using Microsoft.ML.Runtime;

namespace LseMlNet.Interop;

/// <summary>A transformer that <see cref="StageLoader{TStage}"/> can make again from a saved pipeline.</summary>
internal interface ILoadableStage<TSelf>
    where TSelf : RowStageTransformer, ILoadableStage<TSelf>
{
    static abstract StageSignature Signature { get; }

    /// <summary>Reads what <c>Write</c> wrote.</summary>
    static abstract TSelf Read(IHostEnvironment environment, BinaryReader reader);

    /// <summary>Reads what <c>Write</c> wrote in a version of the saved form, for a stage that has had several.</summary>
    static virtual TSelf Read(IHostEnvironment environment, BinaryReader reader, uint version) => TSelf.Read(environment, reader);
}
