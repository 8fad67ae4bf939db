using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>A transformer that <see cref="Interop.StageLoader{TStage}"/> can load from a saved pipeline.</summary>
internal interface ILoadableStage<TSelf>
    where TSelf : RowStageTransformer, ILoadableStage<TSelf>
{
    static abstract StageSignature Signature { get; }

    /// <summary>Reads the settings that <c>Write</c> wrote.</summary>
    static abstract TSelf Read(IHostEnvironment environment, BinaryReader reader);

    /// <summary>Reads settings from a given version of the saved form. A stage overrides this if its form has several versions.</summary>
    static virtual TSelf Read(IHostEnvironment environment, BinaryReader reader, uint version) => TSelf.Read(environment, reader);
}
