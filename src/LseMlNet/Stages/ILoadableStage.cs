using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>A transformer that <see cref="Interop.StageLoader{TStage}"/> can load from a saved pipeline.</summary>
internal interface ILoadableStage<TSelf>
    where TSelf : RowStageTransformer, ILoadableStage<TSelf>
{
    static abstract StageSignature Signature { get; }

    /// <summary>Reads the settings that <c>Write</c> wrote, in this version or an older one of the saved form.</summary>
    static abstract TSelf Read(IHostEnvironment environment, BinaryReader reader, uint version);
}
