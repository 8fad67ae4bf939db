using Microsoft.ML.Runtime;

namespace LseMlNet.Interop;

/// <summary>A transformer that <see cref="StageLoader{TStage}"/> can make again from a saved pipeline.</summary>
internal interface ILoadableStage<TSelf>
    where TSelf : RowStageTransformer, ILoadableStage<TSelf>
{
    static abstract StageSignature Signature { get; }

    /// <summary>Reads what <c>Write</c> wrote.</summary>
    static abstract TSelf Read(IHostEnvironment environment, BinaryReader reader);
}
